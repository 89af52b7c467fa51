/*
 * options: what coveyd can be told, on the command line (--idle-exit 60) or in the --config file
 * (idle-exit = 60). One table; the parser of both and the help are made from it. The command line wins.
 */
#ifndef COVEY_SERVER_OPTIONS_H
#define COVEY_SERVER_OPTIONS_H

#include "base/log.h"
#include "base/str.h"
#include "proto/limit.h"
#include "server/password.h"

/*
 * X(member, KIND, "name", "value or NULL", default as text or NULL, "help")
 * Kinds: TEXT, LIST (may be given more than once), NUMBER, SWITCH (on|off), FLAG.
 */
#define OPTIONS(X)                                                                                         \
	X(listen, LIST, "listen", "URL", NULL,                                                             \
	  "ws://HOST:PORT, wss://HOST:PORT or unix:PATH; port 0: any free")                                \
	X(data, TEXT, "data", "DIR", NULL, "where the database is ($XDG_DATA_HOME/covey)")                 \
	X(config, TEXT, "config", "FILE", NULL, "read these options from an INI file, too")                \
	X(tls_cert, TEXT, "tls-cert", "FILE", NULL, "certificate chain for wss://, PEM")                   \
	X(tls_key, TEXT, "tls-key", "FILE", NULL, "its private key, PEM")                                  \
	X(insecure, FLAG, "insecure", NULL, NULL, "allow ws:// on other than loopback addresses")          \
	X(idle_exit, NUMBER, "idle-exit", "SECONDS", "0",                                                  \
	  "leave after so long without a connection; 0: never")                                            \
	X(log_level, TEXT, "log-level", "LEVEL", "warning", "error, warning, info or debug")               \
	X(os_users, SWITCH, "os-users", "on|off", NULL,                                                    \
	  "every user of this machine is one here (on where there is a Unix socket)")                      \
	X(password_cost, TEXT, "password-cost", "COST", "interactive",                                     \
	  "interactive, moderate or min (tests)")                                                          \
	X(token_lifetime, NUMBER, "token-lifetime", "SECONDS", "2592000",                                  \
	  "a login is remembered for so long")                                                             \
	X(login_timeout, NUMBER, "login-timeout", "SECONDS", "60",                                         \
	  "drop a connection that has not logged in by then")                                              \
	X(login_failures, NUMBER, "login-failures", "N", "50", "failed logins of one address in a window") \
	X(login_window, NUMBER, "login-window", "SECONDS", "60", "the length of that window")              \
	X(send_rate, NUMBER, "send-rate", "N", "200", "messages a second that a user may send")            \
	X(send_burst, NUMBER, "send-burst", "N", "1000", "of those, at once")                              \
	X(request_rate, NUMBER, "request-rate", "N", "1000", "requests a second that a user may make")     \
	X(request_burst, NUMBER, "request-burst", "N", "5000", "of those, at once")                        \
	X(recall_time, NUMBER, "recall-time", "SECONDS", "120", "a message can be recalled for so long")   \
	X(unsent_bytes, NUMBER, "unsent-bytes", "BYTES", "8388608",                                        \
	  "a peer that leaves more unread is dropped")                                                     \
	X(ping_interval, NUMBER, "ping-interval", "SECONDS", "30",                                         \
	  "ping a connection that is silent for so long")                                                  \
	X(silence_limit, NUMBER, "silence-limit", "SECONDS", "90", "drop one that is silent for so long")  \
	X(limit, LIST, "limit", "NAME=N", NULL,                                                            \
	  "set a limit of the protocol, say conversationsInGroups=5000")                                   \
	X(help, FLAG, "help", NULL, NULL, "show this")                                                     \
	X(version, FLAG, "version", NULL, NULL, "show the version")

struct options {
	struct strlist listen, limit;
	char *data, *config, *tls_cert, *tls_key, *log_level, *password_cost;
	int64_t idle_exit, token_lifetime, login_timeout, login_failures, login_window;
	int64_t send_rate, send_burst, request_rate, request_burst;
	int64_t recall_time;
	int64_t unsent_bytes, ping_interval, silence_limit;
	bool insecure, os_users, help, version;

	/* Worked out of the above. */
	enum log_level level;
	enum password_cost cost;
	struct proto_limits limits;
	struct strlist words; /* what stands on the command line beside options */
};

/* Fills `options`, to be given to options_finish() in any case. `err` is one line for the person. */
bool options_read(struct options *options, int argc, char *const argv[], struct err *err);
void options_finish(struct options *options);

/* On standard output. */
void options_print_help(void);

#endif
