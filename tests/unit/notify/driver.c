/* notify, driven by lines of standard input: "show CONV|TITLE|BODY" and "close CONV". For test_desktop.py. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "notify/notify.h"

int main(void)
{
	struct notify *notify = notify_create();
	char *line = NULL;
	size_t size = 0;
	ssize_t len;
	while ((len = getline(&line, &size, stdin)) > 0) {
		line[len - 1] = '\0';
		char *rest = strchr(line, ' ') + 1;
		char *conversation = strsep(&rest, "|");
		if (line[0] == 'c') {
			notify_close(notify, conversation);
			continue;
		}
		char *title = strsep(&rest, "|");
		notify_show(notify, conversation, title, rest);
	}
	free(line);
	notify_destroy(notify);
	puts("destroyed");
	return 0;
}
