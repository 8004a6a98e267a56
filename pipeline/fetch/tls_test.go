package fetch

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// certificate signs itself for a host and a time.
func certificate(t *testing.T, host string, from, until time.Time) tls.Certificate {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	form := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: host}, DNSNames: []string{host}, NotBefore: from, NotAfter: until, IsCA: true, BasicConstraintsValid: true}
	der, err := x509.CreateCertificate(rand.Reader, form, form, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}
}

// TestS11TLS: a certificate that cannot be trusted, and a protocol that cannot, is an error that says why. Nothing is asked all
// the same, neither there nor over http.
func TestS11TLS(t *testing.T) {
	const year = 365 * 24 * time.Hour
	now := time.Now()
	for name, c := range map[string]struct {
		config *tls.Config
		says   string
	}{
		"self-signed":   {&tls.Config{Certificates: []tls.Certificate{certificate(t, "news.example", now.Add(-year), now.Add(year))}}, "unknown authority"},
		"expired":       {&tls.Config{Certificates: []tls.Certificate{certificate(t, "news.example", now.Add(-2*year), now.Add(-year))}}, "expired"},
		"not yet valid": {&tls.Config{Certificates: []tls.Certificate{certificate(t, "news.example", now.Add(year), now.Add(2*year))}}, "not yet valid"},
		"wrong host":    {&tls.Config{Certificates: []tls.Certificate{certificate(t, "other.example", now.Add(-year), now.Add(year))}}, "not news.example"},
		"tls 1.0":       {&tls.Config{MinVersion: tls.VersionTLS10, MaxVersion: tls.VersionTLS10}, "protocol version"},
		"tls 1.1":       {&tls.Config{MinVersion: tls.VersionTLS10, MaxVersion: tls.VersionTLS11}, "protocol version"},
	} {
		var asked, dials atomic.Int32
		server := httptest.NewUnstartedServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked.Add(1) }))
		server.Config.ErrorLog, server.TLS = silentLog(), c.config
		server.StartTLS()
		defer server.Close()
		port := portOf(t, server.URL)
		client := New(Options{UserAgent: "sitrep/1.0", Sleep: newClock().sleep, Allow: []netip.Prefix{loopback}, Ports: []uint16{80, 443, port}, Resolver: names{},
			Dial: func(ctx context.Context, network, address string) (net.Conn, error) {
				if dials.Add(1); address != server.Listener.Addr().String() {
					t.Errorf("%s: dialled %s", name, address)
				}
				return (&net.Dialer{}).DialContext(ctx, network, address)
			}})
		_, err := client.Get(context.Background(), Request{URL: strings.Replace(server.URL, "127.0.0.1", "news.example", 1)})
		if !errors.Is(err, ErrUnreachable) || !strings.Contains(err.Error(), c.says) || asked.Load() > 0 || dials.Load() == 0 {
			t.Errorf("%s: %v; asked %d times", name, err, asked.Load())
		}
		t.Logf("%-14s %v", name, err)
	}
}
