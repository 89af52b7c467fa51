#include "net/url.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/un.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/str.h"

static const struct {
	const char *prefix;
	uint16_t port; /* the default */
} schemes[URL_SCHEME_COUNT] = {
        [URL_WS] = {"ws://", URL_WS_PORT},
        [URL_WSS] = {"wss://", URL_WSS_PORT},
        [URL_UNIX] = {"unix:", 0},
};

static bool find_scheme(const char *text, enum url_scheme *scheme)
{
	for (int i = 0; i < URL_SCHEME_COUNT; i++) {
		if (str_has_prefix(text, schemes[i].prefix)) {
			*scheme = (enum url_scheme)i;
			return true;
		}
	}
	return false;
}

/* Nothing that could end a line of the HTTP request. */
static bool is_printable(const char *text)
{
	for (const char *p = text; *p; p++)
		if ((unsigned char)*p <= ' ' || *p == 0x7f)
			return false;
	return true;
}

static bool parse_socket(struct url *url, const char *path, struct err *err)
{
	const size_t max = sizeof(((struct sockaddr_un *)0)->sun_path) - 1;
	if (path[0] != '/')
		return err_set(err, 0,
		               "The path of a socket begins with a slash: unix:/run/covey/covey.sock");
	if (strlen(path) > max)
		return err_set(err, 0, "The path of a socket has at most %zu bytes, this one has %zu", max,
		               strlen(path));
	url->path = mem_strdup(path);
	return true;
}

/* ":8080" or nothing, up to `end`. */
static bool parse_port(struct url *url, const char *text, const char *end, struct err *err)
{
	url->port = schemes[url->scheme].port;
	if (text == end)
		return true;
	char *digits = mem_strndup(text + 1, (size_t)(end - text - 1));
	uint64_t port;
	bool ok = text[0] == ':' && str_to_uint(digits, UINT16_MAX, &port) && port > 0;
	free(digits);
	if (!ok)
		return err_set(err, 0, "The port of a server is a number from 1 to 65535");
	url->port = (uint16_t)port;
	return true;
}

static bool parse_authority(struct url *url, const char *text, struct err *err)
{
	const char *end = text + strcspn(text, "/?");
	if (memchr(text, '@', (size_t)(end - text)))
		return err_set(err, 0, "The user does not belong into the server's URL");
	bool brackets = text[0] == '[';
	const char *host = text + brackets;
	const char *host_end = host + strcspn(host, brackets ? "]/?" : ":/?");
	if (host_end == host || (brackets && *host_end != ']'))
		return err_set(err, 0, "The server's URL names no host");
	if (!parse_port(url, host_end + brackets, end, err))
		return false;
	url->host = mem_strndup(host, (size_t)(host_end - host));
	url->path = mem_alloc(strlen(end) + 2);
	stpcpy(stpcpy(url->path, *end == '/' ? "" : "/"), end);
	return true;
}

bool url_init(struct url *url, const char *text, struct err *err)
{
	*url = (struct url){0};
	if (!is_printable(text))
		return err_set(err, 0, "The server's URL has a blank or a control character in it");
	if (!find_scheme(text, &url->scheme))
		return err_set(err, 0,
		               "A server is named as ws://HOST:PORT, wss://HOST:PORT or unix:/PATH, not “%s”",
		               text);
	const char *rest = text + strlen(schemes[url->scheme].prefix);
	return url->scheme == URL_UNIX ? parse_socket(url, rest, err) : parse_authority(url, rest, err);
}

void url_finish(struct url *url)
{
	free(url->host);
	free(url->path);
	*url = (struct url){0};
}

char *url_place(const struct url *url)
{
	if (url->scheme == URL_UNIX)
		return mem_strdup(url->path);
	bool brackets = strchr(url->host, ':') != NULL;
	bool usual = url->port == schemes[url->scheme].port;
	size_t size = strlen(url->host) + sizeof("[]:65535");
	char *place = mem_alloc(size);
	int len = snprintf(place, size, brackets ? "[%s]" : "%s", url->host);
	if (!usual)
		snprintf(place + len, size - (size_t)len, ":%u", (unsigned)url->port);
	return place;
}
