"""Recurring 定时发起: requests the clock starts. On the first working day of each month the safety
check of every section, each December the yearly appraisal: who, when, with what filled in already,
submitted in the person's name or laid before them as a draft. It stands over `upkeep`."""
