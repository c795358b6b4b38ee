raise LookupError("It cannot start.")
