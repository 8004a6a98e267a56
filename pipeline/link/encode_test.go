package link

import (
	"errors"
	"math"
	"reflect"
	"testing"
)

// full is a signature with something in every field.
var full = Signature{
	ID: "0f.1.2", Article: "0f", Type: "attack.bombing", Core: true, Denies: true, Update: true, From: 19000, To: 19001, Vague: true, Published: -3,
	Site:  &Site{ID: "gn:1", Level: levelSite, Country: "XY", Admin1: "XY/01", Admin2: "XY/02", Name: "Östra torget", Text: "the square", Lat: -12.5, Lon: 170.25, Radius: 0.3, Point: true, Words: []uint32{1, math.MaxUint32}},
	Tolls: []Toll{{"injured", 3, math.MaxInt32}, {"killed", 0, 0}}, Persons: []Person{{"ann berg", true}, {"bo lind", false}}, Streets: []string{"high"}, Ages: []int{7, 70},
	Propers: []uint32{5}, Weapons: []string{"ied"}, Actors: []string{"x", "y"}, Words: []uint32{6, 7}, Title: math.MaxUint32, Sketch: []uint32{8}, Outlet: "a.example", Wire: "Agency", CopyOf: "1e",
}

// TestSignatureIsKept holds that what is read is what was written, to the last field.
func TestSignatureIsKept(t *testing.T) {
	everyField(t, reflect.ValueOf(full))
	for _, want := range []Signature{full, {}, {ID: "0f.1.1", Site: &Site{}}} {
		got, err := Decode(want.Encode())
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("got %+v, want %+v: %v", got, want, err)
		}
	}
}

// everyField fails for a field that full leaves empty: one that was added to the type, and perhaps not to the encoding.
func everyField(t *testing.T, v reflect.Value) {
	for i := range v.NumField() {
		if v.Field(i).IsZero() {
			t.Errorf("%s.%s is empty", v.Type(), v.Type().Field(i).Name)
		}
	}
	if v.Type() == reflect.TypeFor[Signature]() {
		everyField(t, reflect.ValueOf(*full.Site))
	}
}

// TestNoSignature holds that a signature that is cut short, or goes on, is refused.
func TestNoSignature(t *testing.T) {
	whole := full.Encode()
	for n := range whole {
		if _, err := Decode(whole[:n]); !errors.Is(err, ErrSignature) {
			t.Errorf("%d bytes of %d: %v, want %v", n, len(whole), err, ErrSignature)
		}
	}
	if _, err := Decode(append(whole, 0)); !errors.Is(err, ErrSignature) {
		t.Errorf("one byte more: %v, want %v", err, ErrSignature)
	}
}

func FuzzDecode(f *testing.F) {
	f.Add(full.Encode())
	f.Add((&Signature{}).Encode())
	f.Fuzz(func(t *testing.T, b []byte) {
		s, err := Decode(b)
		if err != nil {
			return
		}
		again, err := Decode(s.Encode())
		if err != nil || string(again.Encode()) != string(s.Encode()) {
			t.Errorf("read %+v, wrote and read %+v: %v", s, again, err)
		}
	})
}
