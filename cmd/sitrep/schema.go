package main

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/invopop/jsonschema"

	"sitrep/extract"
)

// schemaCommand prints the JSON Schema of a layer.
type schemaCommand struct {
	Layer string `arg:"" optional:"" help:"article, annotations, reports, report, incident, near-miss or decision; all names are listed where none is given."`
}

// layer is a kind of line that the program writes.
type layer struct {
	name, schema string
	value        any
}

// layers are the kinds of lines. To add one, add its type here.
func layers() []layer {
	return []layer{
		{"article", extract.SchemaArticle, extract.Article{}},
		{"annotations", extract.SchemaAnnotations, extract.Annotations{}},
		{"reports", extract.SchemaReports, extract.Reports{}},
		{"report", extract.SchemaReport, extract.Report{}},
		{"incident", extract.SchemaIncident, extract.Incident{}},
		{"near-miss", extract.SchemaNearMiss, extract.NearMiss{}},
		{"decision", extract.SchemaReview, extract.Decision{}},
	}
}

// Run is called by kong.
func (c *schemaCommand) Run(env *environment) error {
	var names []string
	for _, l := range layers() {
		if names = append(names, l.name); l.name == c.Layer {
			return printSchema(env, l)
		}
	}
	if c.Layer == "" {
		_, err := fmt.Fprintln(env.stdout, strings.Join(names, "\n"))
		return err
	}
	return withExit(exitUsage, fmt.Errorf("no layer %q; there are %s", c.Layer, strings.Join(names, ", ")))
}

func printSchema(env *environment, l layer) error {
	text, err := json.MarshalIndent(jsonSchema(l), "", "  ")
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(env.stdout, "%s\n", text)
	return err
}

// jsonSchema makes the schema of a layer (draft 2020-12) from its Go type: unknown keys are refused, codes are
// listed, and what may be null says so.
func jsonSchema(l layer) *jsonschema.Schema {
	r := jsonschema.Reflector{Anonymous: true, Mapper: mapJSON, RequiredFromJSONSchemaTags: false}
	schema := r.Reflect(l.value)
	schema.Title = l.schema
	for _, t := range structsOf(reflect.TypeOf(l.value)) {
		if d := schema.Definitions[t.Name()]; d != nil {
			nullable(t, d)
			enumerate(t.Name(), d)
		}
	}
	return schema
}

// mapJSON gives the schema of types that encode as something else than their fields.
func mapJSON(t reflect.Type) *jsonschema.Schema {
	switch t {
	case reflect.TypeFor[time.Time]():
		return &jsonschema.Schema{Type: "string", Format: "date-time"}
	case reflect.TypeFor[json.RawMessage]():
		return &jsonschema.Schema{}
	}
	return nil
}

// structsOf lists the struct types that t is made of.
func structsOf(t reflect.Type) []reflect.Type {
	var found []reflect.Type
	var walk func(reflect.Type)
	walk = func(t reflect.Type) {
		switch t.Kind() {
		case reflect.Pointer, reflect.Slice, reflect.Map, reflect.Array:
			walk(t.Elem())
		case reflect.Struct:
			if slices.Contains(found, t) || mapJSON(t) != nil {
				return
			}
			found = append(found, t)
			for i := range t.NumField() {
				walk(t.Field(i).Type)
			}
		}
	}
	walk(t)
	return found
}

// nullable lets those properties be null that are pointers and always written.
func nullable(t reflect.Type, d *jsonschema.Schema) {
	for i := range t.NumField() {
		f := t.Field(i)
		if f.Anonymous && f.Type.Kind() == reflect.Struct {
			nullable(f.Type, d)
			continue
		}
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		if f.Type.Kind() != reflect.Pointer || strings.Contains(options, "omitempty") || d.Properties == nil {
			continue
		}
		if p, ok := d.Properties.Get(name); ok {
			d.Properties.Set(name, &jsonschema.Schema{AnyOf: []*jsonschema.Schema{p, {Type: "null"}}})
		}
	}
}

// codes are the properties that hold one of a list of codes.
var codes = map[string][]string{
	"Report.type": extract.Types, "Report.realis": extract.Realises, "Report.temporal_role": extract.TemporalRoles, "Report.outcome": extract.Outcomes,
	"Date.precision": extract.DatePrecisions, "Date.basis": extract.DateBases, "Date.part_of_day": extract.PartsOfDay,
	"Place.role": extract.PlaceRoles, "Place.relation": extract.PlaceRelations, "Place.coord_kind": extract.CoordKinds, "Place.precision": extract.PlacePrecisions,
	"Count.measure": extract.Measures, "Count.role": extract.CountRoles, "Count.qualifier": extract.Qualifiers, "Count.anchor": extract.CountAnchors, "Count.status": extract.CountStatuses,
	"Weapon.class": extract.WeaponClasses, "Weapon.action": extract.WeaponActions, "Actor.role": extract.ActorRoles, "Actor.kind": extract.ActorKinds,
	"Claim.stance": extract.ClaimStances, "Article.published_basis": extract.PublicationBases,
	"Article.state": {extract.StateCleaned, extract.StateExtracted, extract.StateNoIncident, extract.StateQuarantined},
}

func enumerate(typeName string, d *jsonschema.Schema) {
	if d.Properties == nil {
		return
	}
	for p := d.Properties.Oldest(); p != nil; p = p.Next() {
		list, ok := codes[typeName+"."+p.Key]
		if !ok {
			continue
		}
		for _, code := range list {
			p.Value.Enum = append(p.Value.Enum, code)
		}
	}
}
