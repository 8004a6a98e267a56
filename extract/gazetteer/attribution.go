package gazetteer

// Attribution is what the licences of the data ask to be shown with every product of them.
const Attribution = "This product includes data from GeoNames (https://www.geonames.org/), licensed under the Creative Commons Attribution 4.0 International " +
	"licence (https://creativecommons.org/licenses/by/4.0/). The data have been modified: filtered, normalised, merged with other sources and " +
	"re-indexed. GeoNames gives no warranty of accuracy, timeliness or completeness. Made with Natural Earth. Airport data: OurAirports, public domain, no warranty."
