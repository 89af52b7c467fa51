#include "peer.h"

#include <errno.h>
#include <netinet/in.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>
#include <cmocka.h>

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/sha.h>
#include <openssl/x509v3.h>

#define FRAME_MAX (1 << 20)

static bool went_wrong(struct peer *peer, const char *format, ...) __attribute__((format(printf, 2, 3)));
static bool went_wrong(struct peer *peer, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	if (!peer->failure[0])
		vsnprintf(peer->failure, sizeof(peer->failure), format, args);
	va_end(args);
	return false;
}

static ssize_t read_some(struct peer *peer, void *bytes, size_t len)
{
	return peer->ssl ? SSL_read(peer->ssl, bytes, (int)len) : recv(peer->fd, bytes, len, 0);
}

static bool read_exactly(struct peer *peer, void *bytes, size_t len)
{
	for (size_t done = 0; done < len;) {
		ssize_t n = read_some(peer, (char *)bytes + done, len - done);
		if (n <= 0)
			return went_wrong(peer, "the connection ended after %zu of %zu bytes", done, len);
		done += (size_t)n;
	}
	return true;
}

bool peer_send_raw(struct peer *peer, const void *bytes, size_t len)
{
	for (size_t done = 0; done < len;) {
		const char *at = (const char *)bytes + done;
		ssize_t n = peer->ssl ? SSL_write(peer->ssl, at, (int)(len - done))
		                      : send(peer->fd, at, len - done, MSG_NOSIGNAL);
		if (n <= 0)
			return went_wrong(peer, "only %zu of %zu bytes could be sent", done, len);
		done += (size_t)n;
	}
	return true;
}

/* The upgrade (RFC 6455, section 4) */

static bool read_request(struct peer *peer)
{
	size_t len = 0;
	while (len < sizeof(peer->request) - 1) {
		if (!read_exactly(peer, peer->request + len, 1))
			return false;
		peer->request[++len] = '\0';
		if (len >= 4 && memcmp(peer->request + len - 4, "\r\n\r\n", 4) == 0)
			return true;
	}
	return went_wrong(peer, "the request is too long");
}

static void make_accept(const char *request, char out[64])
{
	char text[128] = "";
	const char *key = strcasestr(request, "Sec-WebSocket-Key: ");
	if (key)
		snprintf(text, sizeof(text), "%.24s258EAFA5-E914-47DA-95CA-C5AB0DC85B11", key + 19);
	unsigned char digest[SHA_DIGEST_LENGTH];
	SHA1((const unsigned char *)text, strlen(text), digest);
	EVP_EncodeBlock((unsigned char *)out, digest, sizeof(digest));
}

bool peer_accept_raw(struct peer *peer)
{
	peer_drop(peer);
	peer->fd = accept(peer->listen_fd, NULL, NULL);
	if (peer->fd < 0)
		return went_wrong(peer, "nobody connected: %s", strerror(errno));
	const struct timeval patience = {.tv_sec = PEER_PATIENCE_S};
	setsockopt(peer->fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
	setsockopt(peer->fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof(patience));
	if (!peer->tls)
		return true;
	peer->ssl = SSL_new(peer->tls);
	SSL_set_fd(peer->ssl, peer->fd);
	SSL_accept(peer->ssl); /* where it fails, the next read does */
	return true;
}

bool peer_accept(struct peer *peer)
{
	if (!peer_accept_raw(peer) || !read_request(peer))
		return false;
	if (peer->reply)
		return peer_send_raw(peer, peer->reply, strlen(peer->reply));
	char accepted[64], reply[512];
	make_accept(peer->request, accepted);
	int len = snprintf(reply, sizeof(reply),
	                   "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
	                   "Sec-WebSocket-Accept: %s\r\nSec-WebSocket-Protocol: %s\r\n%s\r\n",
	                   accepted, peer->subprotocol ? peer->subprotocol : "test.v1",
	                   peer->extra_header ? peer->extra_header : "");
	return peer_send_raw(peer, reply, (size_t)len);
}

/* Frames (RFC 6455, section 5) */

bool peer_send_frame(struct peer *peer, int first_byte, const void *payload, size_t len)
{
	unsigned char head[10] = {(unsigned char)first_byte};
	size_t head_len = 2;
	if (len < 126) {
		head[1] = (unsigned char)len;
	} else if (len < 65536) {
		head[1] = 126;
		head[2] = (unsigned char)(len >> 8);
		head[3] = (unsigned char)len;
		head_len = 4;
	} else {
		head[1] = 127;
		for (int i = 0; i < 8; i++)
			head[9 - i] = (unsigned char)((uint64_t)len >> (8 * i));
		head_len = 10;
	}
	char *frame = malloc(head_len + len);
	memcpy(frame, head, head_len);
	memcpy(frame + head_len, payload, len);
	bool ok = peer_send_raw(peer, frame,
	                        head_len + len); /* at once: the other side may close in its middle */
	free(frame);
	return ok;
}

bool peer_say(struct peer *peer, const char *text)
{
	return peer_send_frame(peer, PEER_FIN | PEER_TEXT, text, strlen(text));
}

static bool read_frame(struct peer *peer, int *opcode, char *payload, size_t *len)
{
	unsigned char head[2], extended[8] = {0}, mask[4];
	if (!read_exactly(peer, head, 2))
		return false;
	*opcode = head[0] & 0xf;
	*len = head[1] & 0x7f;
	size_t extra = *len == 126 ? 2 : *len == 127 ? 8 : 0;
	if (extra) {
		if (!read_exactly(peer, extended, extra))
			return false;
		*len = 0;
		for (size_t i = 0; i < extra; i++)
			*len = *len << 8 | extended[i];
	}
	if (!(head[1] & 0x80))
		return went_wrong(peer, "a client's frame is not masked");
	if (*len >= FRAME_MAX || !read_exactly(peer, mask, 4) || !read_exactly(peer, payload, *len))
		return went_wrong(peer, "a frame of %zu bytes could not be read", *len);
	for (size_t i = 0; i < *len; i++)
		payload[i] = (char)(payload[i] ^ mask[i % 4]);
	payload[*len] = '\0';
	return true;
}

/* The next frame that is no ping or pong; pings are answered. */
static bool read_data(struct peer *peer, int *opcode, char *payload, size_t *len)
{
	do {
		if (!read_frame(peer, opcode, payload, len))
			return false;
		if (*opcode == PEER_PING)
			peer_send_frame(peer, PEER_FIN | PEER_PONG, payload, *len);
	} while (*opcode == PEER_PING || *opcode == PEER_PONG);
	return true;
}

bool peer_expect(struct peer *peer, const char *text)
{
	char *payload = malloc(FRAME_MAX);
	int opcode;
	size_t len;
	bool ok = read_data(peer, &opcode, payload, &len) &&
	          ((opcode == PEER_TEXT && strcmp(payload, text) == 0) ||
	           went_wrong(peer, "got frame %d \"%.100s\", not \"%.100s\"", opcode, payload, text));
	free(payload);
	return ok;
}

bool peer_expect_close(struct peer *peer, unsigned code)
{
	char *payload = malloc(FRAME_MAX);
	int opcode;
	size_t len;
	bool ok = read_data(peer, &opcode, payload, &len);
	unsigned got =
	        ok && len >= 2 ? (unsigned)(unsigned char)payload[0] << 8 | (unsigned char)payload[1] : 0;
	if (ok && (opcode != PEER_CLOSE || got != code))
		ok = went_wrong(peer, "got frame %d with code %u, not a close with %u", opcode, got, code);
	if (ok && !peer_send_frame(peer, PEER_FIN | PEER_CLOSE, payload, len))
		peer->failure[0] = '\0'; /* who has said goodbye need not wait for the answer */
	free(payload);
	return ok;
}

bool peer_expect_end(struct peer *peer)
{
	char bytes[4096];
	ssize_t n;
	while ((n = read_some(peer, bytes, sizeof(bytes))) > 0)
		;
	if (n < 0 && !peer->ssl && errno == EAGAIN)
		return went_wrong(peer, "the connection did not end");
	return true;
}

void peer_drop(struct peer *peer)
{
	if (peer->ssl)
		SSL_free(peer->ssl);
	if (peer->fd >= 0)
		close(peer->fd);
	peer->ssl = NULL;
	peer->fd = -1;
}

/* The thread */

static void *run(void *context)
{
	struct peer *peer = context;
	peer->script(peer);
	peer_drop(peer);
	close(peer->listen_fd);
	return NULL;
}

static void listen_on_path(struct peer *peer)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	snprintf(address.sun_path, sizeof(address.sun_path), "%s", peer->url + strlen("unix:"));
	unlink(address.sun_path);
	peer->listen_fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	assert_int_equal(bind(peer->listen_fd, (struct sockaddr *)&address, sizeof(address)), 0);
}

static void listen_on_port(struct peer *peer, const char *scheme)
{
	struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t len = sizeof(address);
	peer->listen_fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	assert_int_equal(bind(peer->listen_fd, (struct sockaddr *)&address, len), 0);
	assert_int_equal(getsockname(peer->listen_fd, (struct sockaddr *)&address, &len), 0);
	snprintf(peer->url, sizeof(peer->url), "%s://localhost:%u/", scheme, ntohs(address.sin_port));
}

static void load_certificate(struct peer *peer, const char *pem)
{
	peer->tls = SSL_CTX_new(TLS_server_method());
	assert_int_equal(SSL_CTX_use_certificate_file(peer->tls, pem, SSL_FILETYPE_PEM), 1);
	assert_int_equal(SSL_CTX_use_PrivateKey_file(peer->tls, pem, SSL_FILETYPE_PEM), 1);
}

void peer_start(struct peer *peer, const char *scheme, const char *cert, void (*script)(struct peer *peer))
{
	peer->fd = -1;
	peer->script = script;
	signal(SIGPIPE, SIG_IGN);
	if (strncmp(scheme, "unix:", 5) == 0) {
		snprintf(peer->url, sizeof(peer->url), "%s", scheme);
		listen_on_path(peer);
	} else {
		listen_on_port(peer, scheme);
	}
	if (cert)
		load_certificate(peer, cert);
	const struct timeval patience = {.tv_sec = PEER_PATIENCE_S};
	setsockopt(peer->listen_fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
	assert_int_equal(listen(peer->listen_fd, 32), 0);
	assert_int_equal(pthread_create(&peer->thread, NULL, run, peer), 0);
	peer->running = true;
}

static void join(struct peer *peer)
{
	pthread_join(peer->thread, NULL);
	peer->running = false;
	SSL_CTX_free(peer->tls);
}

void peer_finish(struct peer *peer)
{
	join(peer);
	if (peer->failure[0])
		fail_msg("in the peer's script: %s", peer->failure);
}

void peer_abandon(struct peer *peer)
{
	if (!peer->running)
		return;
	shutdown(peer->listen_fd, SHUT_RDWR);
	join(peer); /* a read that waits ends by PEER_PATIENCE_S, if its other side is not gone */
}

/* Certificates */

#define DAY_S (24 * 60 * 60)

static void name_host(X509 *cert, const char *host)
{
	char names[128];
	X509_NAME *name = X509_get_subject_name(cert);
	X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, (const unsigned char *)host, -1, -1, 0);
	X509_set_issuer_name(cert, name);
	snprintf(names, sizeof(names), "DNS:%s", host);
	X509_EXTENSION *extension = X509V3_EXT_conf_nid(NULL, NULL, NID_subject_alt_name, names);
	X509_add_ext(cert, extension, -1);
	X509_EXTENSION_free(extension);
}

void peer_make_certificate(const char *path, const char *host, int days)
{
	EVP_PKEY *key = EVP_EC_gen("P-256");
	X509 *cert = X509_new();
	X509_set_version(cert, X509_VERSION_3);
	ASN1_INTEGER_set(X509_get_serialNumber(cert), 1);
	X509_gmtime_adj(X509_getm_notBefore(cert), -2L * DAY_S);
	X509_gmtime_adj(X509_getm_notAfter(cert), (long)days * DAY_S);
	X509_set_pubkey(cert, key);
	name_host(cert, host);
	X509_sign(cert, key, EVP_sha256());
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	PEM_write_X509(file, cert);
	PEM_write_PrivateKey(file, key, NULL, NULL, 0, NULL, NULL);
	fclose(file);
	X509_free(cert);
	EVP_PKEY_free(key);
}
