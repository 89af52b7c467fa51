/* account: how an account on a server is called: on the screen, on the disk, at the server. */
#ifndef COVEY_CLIENT_ACCOUNT_H
#define COVEY_CLIENT_ACCOUNT_H

struct err;

/* The person's Unix name, which the caller frees; the uid in digits when it has none. */
char *account_unix_name(void);

/* "alice@chat.example"; with `user` NULL the Unix name; on a Unix socket this machine's name. The caller frees it. */
char *account_label(const char *url, const char *user);

/* The cache's path for an account, which the caller frees; its folder is made. NULL and `err` when it cannot be. */
char *account_cache_path(const char *url, const char *user, struct err *err);

/* What the server is told that we are: this machine's name. The caller frees it. */
char *account_device(void);

#endif
