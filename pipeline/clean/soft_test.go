package clean

import (
	"strings"
	"testing"
)

// soft are pages that servers send with status 200 in place of the story that was asked for.
var soft = map[string]string{
	"empty":             "",
	"blank":             "  \n\t\n",
	"empty body":        "<!DOCTYPE html><html><head><title></title></head><body></body></html>",
	"title alone":       "<html><head><title>Bridge collapses in Oldtown</title></head><body><div id=\"root\"></div><script src=\"/app.js\"></script></body></html>",
	"script wanted":     "<html><body><noscript>You need to enable JavaScript to run this app.</noscript><div id=app></div></body></html>",
	"login":             `<html><head><title>Log in | Oldtown Herald</title></head><body><main><h1>Log in to your account</h1><form action="/login"><label>E-mail <input name=mail></label><label>Password <input type=password name=pw></label><button>Log in</button></form><p>Forgot your password? We can send you a link to choose another one. The link is good for an hour.</p><p>New here? Create an account in a minute and read ten stories a month for nothing.</p></main></body></html>`,
	"sign in":           `<html><head><title>Sign in</title></head><body><div class="box"><h2>Welcome back</h2><p>Please sign in with your e-mail address and your password to go on to the page that you wanted to see on our site today.</p><form><input type="password"></form><p>By signing in you agree to our terms of use and to our notice on how we handle what you tell us about yourself.</p></div></body></html>`,
	"register":          `<html><head><title>Register - Coast Times</title></head><body><h1>Create your free account</h1><p>It takes less than a minute. You will get our morning letter, and you can save stories to read them later on any device.</p><form><input name=email><input type=password></form><p>Already have an account? Log in.</p></body></html>`,
	"gatekeeper":        `<!DOCTYPE html><html><head><title>Just a moment...</title><meta name="robots" content="noindex,nofollow"></head><body><div class="main-wrapper"><h1>www.oldtown.example</h1><h2>Checking if the site connection is secure</h2><noscript>Enable JavaScript and cookies to continue</noscript><p>www.oldtown.example needs to review the security of your connection before proceeding.</p></div></body></html>`,
	"gatekeeper, other": `<html><head><title>oldtown.example</title></head><body><h1>One more step</h1><p>Please complete the security check to access oldtown.example</p><p>Why do I have to complete a CAPTCHA? Completing the CAPTCHA proves you are a human and gives you temporary access to the web property. Ray ID: 7d8e0f</p></body></html>`,
	"press and hold":    `<html><head><title>Access to this page has been denied</title></head><body><h1>Press &amp; Hold to confirm you are a human (and not a bot).</h1><p>Access to this page has been denied because we believe you are using automation tools to browse the website. This may happen as a result of JavaScript being disabled or blocked by an extension. Reference ID #3b2</p></body></html>`,
	"robot":             `<html><head><title>Coast Times - Are you a robot?</title></head><body><h2>We've detected unusual activity from your computer network</h2><p>To continue, please click the box below to let us know you're not a robot.</p><p>Please make sure your browser supports JavaScript and cookies and that you are not blocking them from loading.</p></body></html>`,
	"parked":            `<html><head><title>oldtown.example</title></head><body><h1>oldtown.example</h1><p>This domain is parked free, courtesy of the registrar. Would you like to buy this domain? Learn more about how to make an offer.</p><ul><li><a href="/s?q=car+insurance">Car Insurance</a></li><li><a href="/s?q=flights">Cheap Flights</a></li><li><a href="/s?q=loans">Personal Loans</a></li></ul><p>The owner of oldtown.example is making it available for sale at an asking price of 2,500 dollars.</p></body></html>`,
	"for sale":          `<html><head><title>oldtown.example is for sale</title></head><body><h1>The domain name oldtown.example is for sale!</h1><p>Make an offer and our brokers will help you to get the name that you want. Payment is safe, and the transfer takes a few days at most.</p><p>Related searches: news, local news, weather, jobs, used cars.</p></body></html>`,
	"expired":           `<html><head><title>Domain expired</title></head><body><p>The domain oldtown.example has expired. If you registered this domain name as a direct customer of ours, please log in to your account to renew it before it is deleted.</p></body></html>`,
	"suspended":         `<html><head><title>Account Suspended</title></head><body><h1>This Account has been suspended.</h1><p>Contact your hosting provider for more information about why the account is no longer served and what can be done to bring it back.</p></body></html>`,
	"default page":      `<html><head><title>Welcome to nginx!</title></head><body><h1>Welcome to nginx!</h1><p>If you see this page, the nginx web server is successfully installed and working. Further configuration is required for the things that you want to serve.</p><p>For online documentation and support please refer to the manual.</p></body></html>`,
	"not found":         `<html><head><title>Oldtown Herald</title></head><body><h1>Page not found</h1><p>The page you are looking for may have been moved or deleted. Try the search, or go back to the front page, where today's stories are.</p></body></html>`,
	"maintenance":       `<html><head><title>We'll be right back</title></head><body><h1>We'll be back soon!</h1><p>Sorry for the inconvenience, but we are performing some maintenance at the moment. We will be back online shortly. The team of the Herald.</p></body></html>`,
	"database":          `<html><head><title>Database Error</title></head><body><h1>Error establishing a database connection</h1><p>This either means that the username and password information in your configuration file is incorrect or that contact with the database server could not be made.</p></body></html>`,
	"blocked country":   `<html><head><title>Unavailable</title></head><body><h1>451: Unavailable due to legal reasons</h1><p>We recognise you are attempting to access this website from a country belonging to the European Economic Area and therefore access cannot be granted at this time.</p></body></html>`,
	"old browser":       `<html><head><title>Update your browser</title></head><body><h1>Your browser is not supported</h1><p>Our site has been built to take advantage of the latest technology, making it faster and easier to use. Unfortunately, your browser does not support these technologies. Please download one of these browsers for the best experience.</p></body></html>`,
	"consent":           `<html><head><title>Oldtown Herald</title></head><body><h1>We value your privacy</h1><p>We and our 842 partners store and access information on a device, such as cookies, and process personal data. With your consent we may use precise location data. You may click to accept our processing.</p></body></html>`,
	"feed in its place": `<?xml version="1.0"?><rss version="2.0"><channel><title>Oldtown</title><item><title>a</title></item></channel></rss>`,
	"json":              `{"error":"not authorised","status":200,"message":"a token is wanted for this resource, please see the documentation of the interface"}`,
}

// honest are short stories that speak of such things, or stand on pages that have a form to log in.
var honest = map[string]string{
	"a login in the header": `<html><head><title>Register of deeds robbed in Oldtown</title></head><body><header><form><input type=password name=pw><button>Log in</button></form></header><article><h1>Register of deeds robbed in Oldtown</h1><p>Two men with pistols robbed the office of the register of deeds on Monday and fled on a motorbike, the police said.</p></article></body></html>`,
	"an outage":             `<html><head><title>Storm leaves Oldtown without power</title></head><body><article><h1>Storm leaves Oldtown without power</h1><p>A storm cut the power of nine thousand homes on Friday. The company said that most of them would be back online shortly, and that crews were performing maintenance on two lines.</p></article></body></html>`,
	"a ban":                 `<html><head><title>Access to the old bridge restricted after crash</title></head><body><article><h1>Access to the old bridge restricted after crash</h1><p>The road over the old bridge is closed to lorries after a crash on Sunday in which a driver was killed, the town said.</p></article></body></html>`,
	"a sale":                `<html><head><title>Mill where three died is for sale</title></head><body><article><h1>Mill where three died is for sale</h1><p>The mill in which three workers died in the fire of last June is for sale, its owner said on Thursday. He asks for two million.</p></article></body></html>`,
	"an account":            `<html><head><title>Bank account of bomb suspect suspended</title></head><body><article><h1>Bank account of bomb suspect suspended</h1><p>A court has frozen the account of the man who is held over the blast at the harbour in May, in which two people died.</p></article></body></html>`,
}

// TestX20HonestPages: a story is not taken for one of them for the words that it shares.
func TestX20HonestPages(t *testing.T) {
	for name, page := range honest {
		if _, _, err := Article(Page{URL: "https://oldtown.example/news/2026/story", ContentType: "text/html", Body: []byte(page)}); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestX20SoftErrors: none of them is taken for an article; each is refused for a reason.
func TestX20SoftErrors(t *testing.T) {
	flagged := 0
	for name, page := range soft {
		a, _, err := Article(Page{URL: "https://oldtown.example/news/2026/bridge-collapses", ContentType: "text/html", Body: []byte(page)})
		if err == nil {
			t.Errorf("%s: taken for an article: %q", name, a.Text)
			continue
		}
		flagged++
		t.Log(name+":", strings.TrimPrefix(err.Error(), "clean https://oldtown.example/news/2026/bridge-collapses: "))
	}
	t.Logf("%d of %d flagged", flagged, len(soft))
}
