package build

import _ "embed"

// The project's own tables; tables/README.md says what they hold and where they come from.
var (
	//go:embed tables/supplement.tsv
	supplementTable string
	//go:embed tables/natural_earth_admin1.tsv.gz
	naturalEarthTable []byte
)
