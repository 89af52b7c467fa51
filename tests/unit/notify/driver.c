/*
 * notify, driven by lines of standard input: "show CONV|TITLE|BODY" and "close CONV". The argument is the way out,
 * "auto" for that of the environment. What goes to the terminal and what is clicked on is printed. For test_desktop.py.
 */
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "notify/place.h"

static void print_bytes(void *context, const char *bytes, size_t len)
{
	(void)context;
	printf("write ");
	for (size_t i = 0; i < len; i++)
		printf(bytes[i] == '\033' ? "ESC" : bytes[i] == '\a' ? "BEL" : "%c", bytes[i]);
	putchar('\n');
}

static void print_opened(void *context, const char *conversation)
{
	(void)context;
	printf("open %s\n", conversation);
}

static void obey(struct notify *notify, char *line)
{
	char *rest = strchr(line, ' ') + 1;
	char *conversation = strsep(&rest, "|");
	if (line[0] == 'c') {
		notify_close(notify, conversation);
		return;
	}
	char *title = strsep(&rest, "|");
	notify_show(notify, conversation, title, rest);
}

static bool read_lines(struct notify *notify)
{
	char lines[4096], *rest = lines, *line;
	ssize_t len = read(STDIN_FILENO, lines, sizeof(lines) - 1);
	if (len <= 0)
		return false;
	lines[len] = '\0';
	while ((line = strsep(&rest, "\n")) && rest)
		obey(notify, line);
	return true;
}

int main(int argc, char **argv)
{
	struct notify_config config = {.write = print_bytes, .open = print_opened};
	struct place place;
	bool more = true;
	setvbuf(stdout, NULL, _IOLBF, 0);
	place_look(&place, getenv);
	place_ask(&place, 1000);
	config.place = &place;
	while (argc > 1 && strcmp(notify_ways[config.way].word, argv[1]) != 0)
		config.way++;
	config.command = argc > 2 ? argv[2] : NULL;
	struct notify *notify = notify_create(&config);
	printf("way %s\n", notify_ways[notify_chosen(notify)].word);
	while (more) {
		struct pollfd fds[] = {{.fd = STDIN_FILENO, .events = POLLIN},
		                       {.fd = notify_fd(notify), .events = POLLIN}};
		poll(fds, 2, -1);
		if (fds[1].revents)
			notify_turn(notify);
		if (fds[0].revents)
			more = read_lines(notify);
	}
	notify_destroy(notify);
	puts("destroyed");
	return 0;
}
