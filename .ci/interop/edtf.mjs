// Reads lines of JSON, {"edtf", "start", "end"}, and prints for each a line of
// JSON: null where the npm package edtf reads the same days in the expression
// and writes it back as it stands, and otherwise what differs.
import { createInterface } from 'node:readline'
import edtf from 'edtf'

// What the package does not read, and what it reads otherwise than ISO 8601-2:
// seasons and quarters in intervals (each end is read by itself), intervals from
// a month to the same one (read as that month), qualifiers
// behind them and behind decades (read without), and the days of the seasons 21
// to 24, which the standard leaves open (not compared).
const day = ms => new Date(Number(ms)).toISOString().slice(0, 10)
const season = /-2[1-4]/
const bare = end => /^\d{3}X|^\d{4}-(2[1-4]|3[3-6]|4[01])/.test(end) ? end.replace(/[~?%]$/, '') : end

function difference(text, first, last) {
  const date = edtf(bare(text))
  if (date.edtf !== bare(text)) return `${text} is written back as ${date.edtf}`
  if (season.test(text)) return null
  if (first && day(date.min) !== first) return `${text} begins on ${day(date.min)}, not on ${first}`
  if (last && day(date.max) !== last) return `${text} ends on ${day(date.max)}, not on ${last}`
  return null
}

function check({ edtf: text, start, end }) {
  if (!text.includes('/')) return difference(text, start, end)
  const [from, to] = text.split('/')
  if (from === to) return difference(from, start, end)
  const known = side => side !== '' && side !== '..'
  if (!/[X]|-(2[1-4]|3[3-6]|4[01])/.test(text) && edtf(text).edtf !== text) return `${text} is written back as ${edtf(text).edtf}`
  return (known(from) && difference(from, start, null)) || (known(to) && difference(to, null, end)) || null
}

for await (const line of createInterface({ input: process.stdin })) {
  try {
    console.log(JSON.stringify(check(JSON.parse(line))))
  } catch (error) {
    console.log(JSON.stringify(`${line}: ${String(error.message).split('\n')[0]}`))
  }
}
