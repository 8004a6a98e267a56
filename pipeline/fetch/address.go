package fetch

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"code.dny.dev/ssrf"
	"golang.org/x/net/idna"
)

// guard decides which URLs may be asked for and which addresses may be dialled. The list of
// ranges that are not public is the IANA special-purpose registry, as kept by code.dny.dev/ssrf.
type guard struct {
	guardian *ssrf.Guardian
	ports    []uint16
	names    *idna.Profile
}

// newGuard returns a guard that also lets the given prefixes pass.
func newGuard(allow []netip.Prefix, ports []uint16) *guard {
	if ports == nil {
		ports = []uint16{80, 443}
	}
	var v4, v6 []netip.Prefix
	for _, p := range allow {
		if p.Addr().Is4() {
			v4 = append(v4, p)
		} else {
			v6 = append(v6, p)
		}
	}
	return &guard{
		guardian: ssrf.New(ssrf.WithPorts(ports...), ssrf.WithAllowedV4Prefixes(v4...), ssrf.WithAllowedV6Prefixes(v6...)),
		ports:    ports,
		// As browsers look names up, but for underscores, which real hosts have.
		names: idna.New(idna.MapForLookup(), idna.BidiRule(), idna.ValidateLabels(true), idna.StrictDomainName(false)),
	}
}

// parse reads a URL and refuses what must not be asked for. The result has a lower-case ASCII
// host, no fragment, no default port.
func (g *guard) parse(raw string, maxBytes int) (*url.URL, error) {
	raw = strings.TrimSpace(raw)
	if len(raw) > maxBytes {
		return nil, fmt.Errorf("%w: %d bytes long", ErrBadURL, len(raw))
	}
	u, err := url.Parse(raw)
	if err != nil {
		return nil, fmt.Errorf("%w: %s", ErrBadURL, parseReason(err))
	}
	return u, g.check(u)
}

// parseReason is the reason of a parse error without the URL, which may hold secrets.
func parseReason(err error) string {
	if ue := (*url.Error)(nil); errors.As(err, &ue) {
		return ue.Err.Error()
	}
	return err.Error()
}

// check refuses a URL by scheme, credentials, host and port, and normalises it in place.
func (g *guard) check(u *url.URL) error {
	if u.Scheme != "http" && u.Scheme != "https" {
		return fmt.Errorf("%w: scheme %q is not http or https", ErrBadURL, u.Scheme)
	}
	if u.User != nil {
		return fmt.Errorf("%w: credentials in the url of %s", ErrBadURL, u.Hostname())
	}
	host, err := g.host(u.Hostname())
	if err != nil {
		return err
	}
	port, err := g.port(u)
	if err != nil {
		return err
	}
	u.Host = joinHost(host, port)
	u.Fragment, u.RawFragment = "", ""
	return nil
}

// host returns the ASCII form of a host name, or the canonical form of an address.
func (g *guard) host(name string) (string, error) {
	ascii := strings.TrimPrefix(strings.TrimSuffix(name, "."), "[")
	if addr, err := netip.ParseAddr(ascii); err == nil {
		return addr.String(), g.address(addr)
	}
	ascii, err := g.names.ToASCII(ascii)
	if err != nil || strings.HasPrefix(ascii, ".") || strings.Contains(ascii, "..") || ascii == "" || strings.ContainsAny(ascii, " %/\\:@") {
		return "", fmt.Errorf("%w: host %q is no name", ErrBadURL, name)
	}
	if addr, err := netip.ParseAddr(ascii); err == nil { // full-width digits
		return addr.String(), g.address(addr)
	}
	if isNumeric(ascii[strings.LastIndexByte(ascii, '.')+1:]) {
		return "", fmt.Errorf("%w: %q is an odd way to write an address", ErrBlockedAddress, name)
	}
	if isInternalName(ascii) {
		return "", fmt.Errorf("%w: %q is an internal name", ErrBlockedAddress, name)
	}
	return ascii, nil
}

// isNumeric reports whether the last label of a host would be read as a number by inet_aton.
func isNumeric(label string) bool {
	_, err := strconv.ParseUint(label, 0, 64)
	digits := strings.Trim(label, "0123456789") == ""
	return err == nil || digits || strings.HasPrefix(strings.ToLower(label), "0x")
}

// isInternalName reports whether a name is reserved for the inside of a network (RFC 6761, RFC 6762, ICANN's .internal).
func isInternalName(name string) bool {
	last := name[strings.LastIndexByte(name, '.')+1:]
	return slices.Contains([]string{"localhost", "local", "internal", "localdomain", "lan", "intranet", "corp", "home"}, last)
}

// address refuses an address that is not public.
func (g *guard) address(addr netip.Addr) error {
	if addr.Zone() != "" {
		return fmt.Errorf("%w: %s has a zone", ErrBlockedAddress, addr)
	}
	if err := g.guardian.SafeAddr(addr.Unmap()); err != nil {
		return fmt.Errorf("%w: %s is not public", ErrBlockedAddress, addr)
	}
	return nil
}

// port returns the port of a URL, empty where it is the scheme's own.
func (g *guard) port(u *url.URL) (string, error) {
	number, err := portNumber(u)
	if err != nil || !slices.Contains(g.ports, number) {
		return "", fmt.Errorf("%w: port %q", ErrBlockedAddress, u.Port())
	}
	if u.Scheme == "http" && number == 80 || u.Scheme == "https" && number == 443 {
		return "", nil
	}
	return u.Port(), nil
}

// portNumber returns the port that a URL asks for.
func portNumber(u *url.URL) (uint16, error) {
	if u.Port() == "" {
		if u.Scheme == "https" {
			return 443, nil
		}
		return 80, nil
	}
	n, err := strconv.ParseUint(u.Port(), 10, 16)
	return uint16(n), err
}

// joinHost puts host and port together; IPv6 addresses get their brackets.
func joinHost(host, port string) string {
	if port != "" {
		return net.JoinHostPort(host, port)
	}
	if strings.Contains(host, ":") {
		return "[" + host + "]"
	}
	return host
}

// dial resolves the host, refuses it if any of its addresses is not public (so that a mixed answer
// cannot win by chance), and connects to one of the addresses that were checked: a second look-up
// that could answer otherwise never happens.
func (c *Client) dial(ctx context.Context, _, hostport string) (net.Conn, error) {
	ctx, cancel := context.WithTimeout(ctx, c.limits.Dial)
	defer cancel()
	addresses, err := c.resolve(ctx, hostport)
	if err != nil {
		return nil, err
	}
	var failures error
	for i, a := range addresses {
		conn, err := c.connect(ctx, a, len(addresses)-i)
		if err == nil {
			return conn, nil
		}
		failures = errors.Join(failures, err)
	}
	return nil, failures
}

// dialOrProxy dials the configured proxy as it is, and anything else guarded.
func (c *Client) dialOrProxy(ctx context.Context, network, hostport string) (net.Conn, error) {
	if p := c.options.Proxy; p != nil && hostport == proxyAddress(p) {
		return (&net.Dialer{Timeout: c.limits.Dial}).DialContext(ctx, network, hostport)
	}
	return c.dial(ctx, network, hostport)
}

// proxyAddress is the address that the transport dials for a proxy.
func proxyAddress(p *url.URL) string {
	if p.Port() != "" {
		return p.Host
	}
	if p.Scheme == "https" {
		return net.JoinHostPort(p.Hostname(), "443")
	}
	return net.JoinHostPort(p.Hostname(), "80")
}

// maxAddresses bounds how many addresses of a host are tried.
const maxAddresses = 6

// resolve returns the checked addresses of a host.
func (c *Client) resolve(ctx context.Context, hostport string) ([]netip.AddrPort, error) {
	name, portText, err := net.SplitHostPort(hostport)
	if err != nil {
		return nil, fmt.Errorf("%w: %q", ErrBadURL, hostport)
	}
	port, err := strconv.ParseUint(portText, 10, 16)
	if err != nil {
		return nil, fmt.Errorf("%w: port %q", ErrBadURL, portText)
	}
	found, err := c.lookup(ctx, name)
	if err != nil {
		return nil, err
	}
	var addresses []netip.AddrPort
	for _, a := range found {
		if err := c.guard.address(a); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		addresses = append(addresses, netip.AddrPortFrom(a.Unmap(), uint16(port)))
	}
	return addresses[:min(len(addresses), maxAddresses)], nil
}

// lookup returns the addresses of a name, or the address that it is.
func (c *Client) lookup(ctx context.Context, name string) ([]netip.Addr, error) {
	if addr, err := netip.ParseAddr(name); err == nil {
		return []netip.Addr{addr}, nil
	}
	found, err := c.options.Resolver.LookupNetIP(ctx, "ip", name)
	if err != nil {
		return nil, fmt.Errorf("%w: look up %s: %w", ErrUnreachable, name, err)
	}
	if len(found) == 0 {
		return nil, fmt.Errorf("%w: %s has no address", ErrUnreachable, name)
	}
	return found, nil
}

// connect dials one checked address with its share of the time that is left.
func (c *Client) connect(ctx context.Context, a netip.AddrPort, shares int) (net.Conn, error) {
	if deadline, ok := ctx.Deadline(); ok {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, time.Until(deadline)/time.Duration(shares))
		defer cancel()
	}
	if c.options.Dial != nil {
		return c.options.Dial(ctx, "tcp", a.String())
	}
	dialer := net.Dialer{Control: c.control}
	return dialer.DialContext(ctx, "tcp", a.String())
}

// control is the last check, on the very address that the kernel is asked to connect to.
func (c *Client) control(_, address string, _ syscall.RawConn) error {
	a, err := netip.ParseAddrPort(address)
	if err != nil {
		return fmt.Errorf("%w: %q", ErrBlockedAddress, address)
	}
	return c.guard.address(a.Addr())
}
