// Package extract holds the vocabulary of sitrep: the article that is read, the
// document with its layers of mentions, and the records that come out (report,
// incident, review), with the linter that every record must pass.
//
// It imports nothing else of this module and knows neither HTML, nor a database,
// nor the network, nor a clock. Inside the program a Span counts bytes of the
// reading text; in records offsets count Unicode code points. The conversion
// happens in one place, Document.Quote.
package extract

// SchemaVersion is the version of the record formats. It is part of every "schema" field.
const SchemaVersion = "1"

// Schema names, one for each kind of line that the program writes.
const (
	SchemaArticle     = "sitrep/article/" + SchemaVersion
	SchemaAnnotations = "sitrep/annotations/" + SchemaVersion
	SchemaReports     = "sitrep/reports/" + SchemaVersion
	SchemaReport      = "sitrep/report/" + SchemaVersion
	SchemaIncident    = "sitrep/incident/" + SchemaVersion
	SchemaNearMiss    = "sitrep/near-miss/" + SchemaVersion
	SchemaReview      = "sitrep/review/" + SchemaVersion
	SchemaManifest    = "sitrep/manifest/" + SchemaVersion
)
