"""Official documents as GB/T 9704 lays them out: one text, set as PDF and as Word."""
