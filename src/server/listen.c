#include "server/listen.h"

#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/str.h"

/* Does the name still stand for what was opened? The lock's last holder may have removed it meanwhile. */
static bool is_named(int fd, const char *path)
{
	struct stat opened, named;
	return fstat(fd, &opened) == 0 && lstat(path, &named) == 0 && opened.st_dev == named.st_dev &&
	       opened.st_ino == named.st_ino;
}

/* Locked by flock(2), so that it goes with the process however that ends. */
int listen_lock(const char *path, struct err *err)
{
	int fd;
	while ((fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600)) >= 0) {
		bool locked = flock(fd, LOCK_EX | LOCK_NB) == 0;
		if (locked && is_named(fd, path))
			return fd;
		if (!locked)
			err_set(err, errno, "another coveyd runs here: it has the lock %s", path);
		close(fd);
		if (!locked)
			return -1;
	}
	err_set(err, errno, "cannot make %s: %s", path, strerror(errno));
	return -1;
}

/* Unix sockets. */

/* Only the last folder: more that is missing is rather a name with a typing error. */
static bool make_parent(const char *path, bool shared, struct err *err)
{
	const char *slash = strrchr(path, '/');
	char *folder = mem_strndup(path, (size_t)(slash - path) + 1);
	bool made = mkdir(folder, 0700) == 0;
	bool ok = made ? !shared || chmod(folder, 0755) == 0 : errno == EEXIST;
	if (!ok)
		err_set(err, errno, "cannot make the folder %s for the socket: %s", folder, strerror(errno));
	free(folder);
	return ok;
}

/* With the lock held, a socket that is there is one that a coveyd which was killed has left. */
static bool remove_stale(const char *path, struct err *err)
{
	struct stat st;
	if (lstat(path, &st) < 0)
		return errno == ENOENT || err_set(err, errno, "cannot use %s: %s", path, strerror(errno));
	if (!S_ISSOCK(st.st_mode))
		return err_set(err, 0, "cannot listen on %s: it is no socket", path);
	return unlink(path) == 0 || err_set(err, errno, "cannot remove %s: %s", path, strerror(errno));
}

static bool bind_path(struct listener *listener, struct err *err)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	str_copy(address.sun_path, sizeof(address.sun_path), listener->path);
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd < 0)
		return err_set(err, errno, "cannot make a socket: %s", strerror(errno));
	vec_push(&listener->sockets, fd);
	/* Between bind and listen nobody can connect, so the mode is right before it matters. */
	if (bind(fd, (const struct sockaddr *)&address, sizeof(address)) < 0 ||
	    chmod(listener->path, 0666) < 0 || listen(fd, SOMAXCONN) < 0)
		return err_set(err, errno, "cannot listen on %s: %s", listener->path, strerror(errno));
	return true;
}

static bool open_path(struct listener *listener, const char *path, bool shared, struct err *err)
{
	if (*path != '/')
		return err_set(err, 0, "the path of a Unix socket begins with /: unix:/path");
	if (strlen(path) >= sizeof(((struct sockaddr_un *)0)->sun_path))
		return err_set(err, 0, "the path of a Unix socket is too long: %s", path);
	if (!make_parent(path, shared, err))
		return false;
	if (asprintf(&listener->lock_path, "%s.lock", path) < 0)
		abort();
	listener->lock = listen_lock(listener->lock_path, err);
	if (listener->lock < 0 || !remove_stale(path, err))
		return false;
	listener->path = mem_strdup(path);
	return bind_path(listener, err);
}

/* TCP. */

struct target {
	char host[256], port[8];
};

/* "HOST:PORT", "[IPv6]:PORT", with or without a slash behind it. */
static bool split_target(const char *text, struct target *target, struct err *err)
{
	const char *host = text, *colon = strrchr(text, ':');
	size_t host_len = colon ? (size_t)(colon - text) : 0;
	uint64_t port;
	if (colon) {
		str_copy(target->port, sizeof(target->port), colon + 1);
		target->port[strcspn(target->port, "/")] = '\0';
	}
	if (host_len > 2 && host[0] == '[' && host[host_len - 1] == ']') {
		host++;
		host_len -= 2;
	}
	if (!colon || host_len == 0 || host_len >= sizeof(target->host) ||
	    !str_to_uint(target->port, 65535, &port))
		return err_set(err, 0, "an address to listen on is HOST:PORT, not %s", text);
	memcpy(target->host, host, host_len);
	target->host[host_len] = '\0';
	return true;
}

static bool is_loopback(const struct sockaddr *address)
{
	if (address->sa_family == AF_INET)
		return ntohl(((const struct sockaddr_in *)address)->sin_addr.s_addr) >> 24 == 127;
	return address->sa_family == AF_INET6 &&
	       IN6_IS_ADDR_LOOPBACK(&((const struct sockaddr_in6 *)address)->sin6_addr);
}

static in_port_t *port_of(struct sockaddr *address)
{
	return address->sa_family == AF_INET6 ? &((struct sockaddr_in6 *)address)->sin6_port
	                                      : &((struct sockaddr_in *)address)->sin_port;
}

/* `*port` is in network order; 0 becomes the one that the system chose. */
static bool bind_address(struct listener *listener, const struct addrinfo *info, in_port_t *port,
                         struct err *err)
{
	struct sockaddr_storage address;
	socklen_t len = info->ai_addrlen;
	int one = 1;
	int fd = socket(info->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd < 0)
		return err_set(err, errno, "cannot make a socket: %s", strerror(errno));
	vec_push(&listener->sockets, fd);
	memcpy(&address, info->ai_addr, len);
	*port_of((struct sockaddr *)&address) = *port;
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof(one));
	if (info->ai_family == AF_INET6)
		setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &one, sizeof(one));
	if (bind(fd, (struct sockaddr *)&address, len) < 0 || listen(fd, SOMAXCONN) < 0 ||
	    getsockname(fd, (struct sockaddr *)&address, &len) < 0)
		return err_set(err, errno, "cannot listen on %s: %s", listener->url, strerror(errno));
	*port = *port_of((struct sockaddr *)&address);
	return true;
}

static bool bind_addresses(struct listener *listener, const struct addrinfo *found, bool plain_anywhere,
                           in_port_t *port, struct err *err)
{
	for (const struct addrinfo *info = found; info; info = info->ai_next) {
		if (!listener->tls && !plain_anywhere && !is_loopback(info->ai_addr))
			return err_set(err, 0,
			               "%s would be unencrypted on a network: use wss://, or --insecure",
			               listener->url);
		if (!bind_address(listener, info, port, err))
			return false;
	}
	return true;
}

static void set_actual_url(struct listener *listener, const struct target *target, in_port_t port)
{
	bool bare = strchr(target->host, ':');
	char *url;
	if (asprintf(&url, "%s://%s%s%s:%u/", listener->tls ? "wss" : "ws", bare ? "[" : "", target->host,
	             bare ? "]" : "", ntohs(port)) < 0)
		abort();
	free(listener->url);
	listener->url = url;
}

static bool open_tcp(struct listener *listener, const char *text, bool insecure, struct err *err)
{
	struct target target;
	if (!split_target(text, &target, err))
		return false;
	struct addrinfo hints = {.ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE | AI_NUMERICSERV};
	struct addrinfo *found = NULL;
	int error = getaddrinfo(target.host, target.port, &hints, &found);
	if (error)
		return err_set(err, 0, "cannot find the address %s: %s", target.host, gai_strerror(error));
	in_port_t port = *port_of(found->ai_addr);
	bool ok = bind_addresses(listener, found, insecure, &port, err);
	freeaddrinfo(found);
	if (ok)
		set_actual_url(listener, &target, port);
	return ok;
}

#define UNIX "unix:"
#define PLAIN "ws://"
#define TLS "wss://"

bool listen_is_url(const char *url)
{
	return str_has_prefix(url, UNIX) || str_has_prefix(url, PLAIN) || str_has_prefix(url, TLS);
}

bool listen_open(struct listener *listener, const char *url, unsigned flags, struct err *err)
{
	*listener = (struct listener){.url = mem_strdup(url), .lock = -1, .tls = str_has_prefix(url, TLS)};
	if (str_has_prefix(url, UNIX))
		return open_path(listener, url + strlen(UNIX), flags & LISTEN_SHARED, err);
	return open_tcp(listener, url + strlen(listener->tls ? TLS : PLAIN), flags & LISTEN_INSECURE, err);
}

void listen_close(struct listener *listener)
{
	for (size_t i = 0; i < listener->sockets.len; i++) {
		if (listener->sockets.items[i] >= 0)
			close(listener->sockets.items[i]);
	}
	vec_finish(&listener->sockets);
	if (listener->path)
		unlink(listener->path);
	if (listener->lock >= 0) {
		unlink(listener->lock_path); /* while it is ours; who has it open already looks again */
		close(listener->lock);
	}
	free(listener->lock_path);
	free(listener->path);
	free(listener->url);
}
