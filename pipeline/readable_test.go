package pipeline

import "testing"

// Titles in capitals become readable; acronyms, numerals and titles in mixed
// case stay as they are.
func TestReadable(t *testing.T) {
	for printed, want := range map[string]string{
		"SUPPORT TO EU AND IOM-LED IBM IN THE MENA REGION": "Support to EU and IOM-Led IBM in the MENA Region",
		"APPUI À LA GOUVERNANCE DE L'OIM EN TUNISIE":       "Appui à la Gouvernance de l'OIM en Tunisie",
		"CITY-TO-CITY MIGRATION: A FIRST STEP (PHASE III)": "City-to-City Migration: A First Step (Phase III)",
		"Capacity building for the WHO":                    "Capacity building for the WHO",
		"UNHCR'S WORK":                                     "UNHCR's Work",
		"FIJI'S FACILITY":                                  "Fiji's Facility",
	} {
		if got := readable(printed); got != want {
			t.Errorf("%s\n got %s\nwant %s", printed, got, want)
		}
	}
}
