package assemble

// fallenIll returns the cases and the affected of an outbreak: whom an illness affects are its cases where no others are counted.
func fallenIll(cases, affected toll) (toll, toll) {
	if cases.best >= 0 || affected.best < 0 {
		return cases, affected
	}
	affected.as = "cases"
	return affected, toll{best: -1}
}
