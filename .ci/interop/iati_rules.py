"""A small interpreter of the rule set of IATI, which is data: a JSON document
of contexts (XPath), rules and cases. Errors and warnings both count as broken."""

import re
from datetime import date

from lxml import etree


def check(rules: dict, found: etree._ElementTree, today: str) -> tuple[list[str], int, int]:
    """Returns the cases that are broken, how many hold, and how many cannot be
    told without the register of publishers."""
    state = State(today)
    for context, of in rules.items():
        for element in found.xpath(context):
            state.apply(of, element)
    return state.broken, state.held, state.unknown


class State:
    def __init__(self, today: str):
        self.today, self.broken, self.held, self.unknown = today, [], 0, 0

    def apply(self, rules: dict, element: etree._Element) -> None:
        for name, of in rules.items():
            for case in of["cases"]:
                if name == "loop":
                    self.loop(case, element)
                elif case.get("idCondition"):
                    self.unknown += 1
                elif "condition" not in case or truth(element, case["condition"]):
                    self.judge(name, case, element)

    def loop(self, case: dict, element: etree._Element) -> None:
        for value in sorted({str(v) for v in element.xpath(case["foreach"])}):
            self.apply(put(case["do"], value), element)

    def judge(self, name: str, case: dict, element: etree._Element) -> None:
        rule = RULES.get(name)
        if rule is None:
            raise ValueError(f"no rule of the interpreter is called {name}")
        if rule(case, element, self.today):
            self.held += 1
            return
        about = case["ruleInfo"]
        at = element.xpath("string(ancestor-or-self::iati-activity/iati-identifier)").strip()
        self.broken.append(f"{at}: {about['id']} ({about['severity']}): {about['message']}")


def put(rule, value: str):
    """A rule with the value of a loop in the place of $1."""
    if isinstance(rule, dict):
        return {k: put(v, value) for k, v in rule.items()}
    if isinstance(rule, list):
        return [put(v, value) for v in rule]
    return rule.replace("$1", value) if isinstance(rule, str) else rule


def texts(element: etree._Element, path: str) -> list[str]:
    found = element.xpath(path)
    found = found if isinstance(found, list) else [found]
    return ["".join(f.itertext()) if isinstance(f, etree._Element) else str(f) for f in found]


def all_texts(element: etree._Element, paths: list[str]) -> list[str]:
    return [t for path in paths for t in texts(element, path)]


def truth(element: etree._Element, expression: str) -> bool:
    return element.xpath(f"boolean({expression})")


def day(text: str, today: str) -> date | None:
    try:
        return date.fromisoformat((today if text == "NOW" else text)[:10])
    except ValueError:
        return None  # not a date: the schema says so


def days(element: etree._Element, path: str, today: str) -> list[date]:
    found = [path] if path == "NOW" else texts(element, path)
    return [d for d in (day(t, today) for t in found) if d]


def one_or_all(case: dict, element: etree._Element, today: str) -> bool:
    if truth(element, case["one"]):
        return True
    match case["all"]:
        case "lang":
            return not element.xpath(".//narrative[not(@xml:lang)]")
        case "currency":
            return not element.xpath(".//value[not(@currency)]")
        case "sector":
            return not element.xpath("transaction[not(sector)]")
    raise ValueError(f"one_or_all of {case['all']}")


def date_order(case: dict, element: etree._Element, today: str) -> bool:
    less, more = days(element, case["less"], today), days(element, case["more"], today)
    return all(a <= b for a in less for b in more)


def time_limit(case: dict, element: etree._Element, today: str) -> bool:
    start, end = days(element, case["start"], today), days(element, case["end"], today)
    return all((b - a).days <= 366 for a in start for b in end)


def between_dates(case: dict, element: etree._Element, today: str) -> bool:
    start, end, at = (days(element, case[k], today) for k in ("start", "end", "date"))
    return all(a <= d <= b for a in start for b in end for d in at)


def startswith(case: dict, element: etree._Element, today: str) -> bool:
    prefixes = all_texts(element, case["prefix"])
    separator = case.get("separator", "")
    return all(any(t.startswith(p + separator) for p in prefixes) for t in all_texts(element, case["paths"]))


def strict_sum(case: dict, element: etree._Element, today: str) -> bool:
    found = all_texts(element, case["paths"])
    return not found or abs(sum(float(t) for t in found) - case["sum"]) < 1e-9


def unique(case: dict, element: etree._Element, today: str) -> bool:
    found = all_texts(element, case["paths"])
    return len(found) == len(set(found))


RULES = {
    "atleast_one": lambda case, e, today: bool(all_texts(e, case["paths"])),
    "no_more_than_one": lambda case, e, today: len(all_texts(e, case["paths"])) <= 1,
    "one_or_all": one_or_all,
    "unique": unique,
    "startswith": startswith,
    "regex_matches": lambda case, e, today: all(re.search(case["regex"], t) for t in all_texts(e, case["paths"])),
    "no_spaces": lambda case, e, today: all(t == t.strip() for t in all_texts(e, case["paths"])),
    "date_order": date_order,
    "date_now": lambda case, e, today: all(d <= date.fromisoformat(today) for d in days(e, case["date"], today)),
    "time_limit": time_limit,
    "between_dates": between_dates,
    "strict_sum": strict_sum,
    "range": lambda case, e, today: all(case["min"] <= float(t) <= case["max"] for t in all_texts(e, case["paths"])),
    "if_then": lambda case, e, today: not truth(e, case["if"]) or truth(e, case["then"]),
}
