package link

// origins finds the independent sources among the members: reports of one outlet, of one credited news agency,
// and of one text (copied, or nearly so) have one origin. It returns the number of each report's origin and the origins'
// names, in the order of the members.
func origins(members []member) (of map[string]int, names []string) {
	root := make([]int, len(members))
	for i := range root {
		root[i] = i
	}
	var find func(int) int
	find = func(i int) int {
		if root[i] != i {
			root[i] = find(root[i])
		}
		return root[i]
	}
	first := map[string]int{}
	for i, m := range members {
		for _, mark := range originMarks(m.sig) {
			k, found := first[mark]
			if !found {
				first[mark] = i
				continue
			}
			a, b := find(k), find(i)
			root[max(a, b)] = min(a, b)
		}
		for k := max(0, i-200); k < i; k++ { // copies come soon after one another
			if find(k) != find(i) && resemblance(members[k].sig.Sketch, m.sig.Sketch) >= 0.5 {
				a, b := find(k), find(i)
				root[max(a, b)] = min(a, b)
			}
		}
	}
	of = map[string]int{}
	number := map[int]int{}
	for i, m := range members {
		r := find(i)
		if _, found := number[r]; !found {
			number[r] = len(names)
			names = append(names, originName(members[r].sig))
		}
		of[m.ID] = number[r]
	}
	return of, names
}

// originMarks are what makes two reports of one origin.
func originMarks(s *Signature) []string {
	marks := []string{"article " + s.Article}
	if s.CopyOf != "" {
		marks = append(marks, "article "+s.CopyOf)
	}
	if s.Outlet != "" && s.Wire == "" {
		marks = append(marks, "outlet "+s.Outlet)
	}
	if s.Wire != "" {
		marks = append(marks, "wire "+s.Wire)
	}
	return marks
}

func originName(s *Signature) string {
	switch {
	case s.Wire != "":
		return s.Wire
	case s.Outlet != "":
		return s.Outlet
	}
	return s.Article
}
