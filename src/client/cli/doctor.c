/*
 * covey doctor: looks at what covey needs from the place where it runs, tries the ways out of notifications, and says
 * what to change. Each finding is a line: good, "note" (something is not there, and covey does without it) or
 * "problem" (then the exit status is 1).
 */
#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <termios.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/err.h"
#include "base/utf8.h"
#include "client/cli/job.h"
#include "client/cli/options.h"
#include "notify/place.h"
#include "notify/trial.h"
#include "ui/term.h"

/* So long tmux, the desktop and the terminal have for their answers, milliseconds. */
#define TMUX_MS 2000
#define DESKTOP_MS 3000
#define TERMINAL_MS 1000
#define ANSWER_MAX 1024

enum finding { GOOD, NOTE, PROBLEM };

struct doctor {
	const struct config *config;
	struct place place;
	int tty; /* -1: none */
	bool problem;
};

static void tell(struct doctor *doctor, enum finding finding, const char *what, const char *format, ...)
        __attribute__((format(printf, 4, 5)));

static void tell(struct doctor *doctor, enum finding finding, const char *what, const char *format, ...)
{
	static const char *const words[] = {"ok", "note", "problem"};
	char text[1024];
	va_list args;
	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	char *clean = utf8_clean(text, false);
	printf("%-8s %-13s %s\n", words[finding], what, clean);
	fflush(stdout);
	free(clean);
	doctor->problem |= finding == PROBLEM;
}

/* ---- the terminal ---- */

/* Writes `question`, and reads until `end` is there, or nothing more comes. The keys that are typed meanwhile are lost. */
static void ask_terminal(int tty, const char *question, char end, struct buf *answer)
{
	struct termios before, raw;
	int64_t until = clock_mono_ms() + TERMINAL_MS;
	if (tcgetattr(tty, &before) != 0)
		return;
	raw = before;
	cfmakeraw(&raw);
	tcsetattr(tty, TCSAFLUSH, &raw);
	bool more = write(tty, question, strlen(question)) > 0;
	while (more && (answer->len == 0 || answer->data[answer->len - 1] != end)) {
		struct pollfd ready = {.fd = tty, .events = POLLIN};
		int64_t left = until - clock_mono_ms();
		char bytes[256];
		ssize_t len =
		        left > 0 && poll(&ready, 1, (int)left) > 0 ? read(tty, bytes, sizeof(bytes)) : 0;
		more = len > 0 && buf_append(answer, bytes, (size_t)len);
	}
	tcsetattr(tty, TCSAFLUSH, &before);
}

/* XTVERSION, the mode of focus events, and what every terminal answers, last. */
static void look_at_answers(struct doctor *doctor)
{
	struct buf answer;
	char version[PLACE_NAME_SIZE] = "";
	buf_init(&answer, ANSWER_MAX);
	ask_terminal(doctor->tty, "\033[>q\033[?1004$p\033[c", 'c', &answer);
	const char *name = strstr(answer.data, "\033P>|"), *focus = strstr(answer.data, "\033[?1004;");
	if (name) {
		size_t len = strcspn(name + 4, "\033");
		str_copy(version, len < sizeof(version) ? len + 1 : sizeof(version), name + 4);
	}
	if (answer.len == 0)
		tell(doctor, NOTE, "answers", "the terminal does not answer what it is asked");
	else
		tell(doctor, GOOD, "answers", "it calls itself %s", *version ? version : "nothing");
	if (doctor->place.mux == PLACE_TMUX && doctor->place.mux_is_here && !doctor->place.focus_events)
		tell(doctor, PROBLEM, "focus",
		     "tmux keeps it to itself; in tmux.conf: set -g focus-events on");
	else if (focus && focus[strlen("\033[?1004;")] == '0')
		tell(doctor, NOTE, "focus", "not told: what is on the screen is taken to be looked at");
	else
		tell(doctor, GOOD, "focus", "%s", focus ? "told" : "not said; most terminals tell it");
	buf_finish(&answer);
}

static void look_at_terminal(struct doctor *doctor)
{
	const char *term = getenv("TERM"), *codeset = nl_langinfo(CODESET);
	struct err err = {0};
	int colours;
	if (str_equal(codeset, "UTF-8"))
		tell(doctor, GOOD, "locale", "UTF-8");
	else
		tell(doctor, PROBLEM, "locale", "%s: set LC_ALL or LANG to one with UTF-8, as C.UTF-8 is",
		     codeset);
	if (!term_look(&colours, &err))
		tell(doctor, PROBLEM, "terminal", "%s", err.text);
	else
		tell(doctor, colours >= 8 ? GOOD : NOTE, "terminal", "%s%s%s, %d colours", term ? term : "",
		     *doctor->place.terminal ? ": " : "", doctor->place.terminal, colours);
	if (doctor->tty >= 0)
		look_at_answers(doctor);
	else
		tell(doctor, NOTE, "answers", "nobody can be asked: there is no terminal here");
}

static void look_at_mux(struct doctor *doctor)
{
	const struct place *place = &doctor->place;
	if (place->mux == PLACE_DIRECT)
		tell(doctor, GOOD, "multiplexer", "none");
	else if (place->mux == PLACE_SCREEN)
		tell(doctor, GOOD, "multiplexer", "screen; lets notifications through");
	else if (!place->mux_is_here)
		tell(doctor, NOTE, "multiplexer",
		     "tmux, at the other end of the connection: only the bell is sure");
	else if (place->passthrough)
		tell(doctor, GOOD, "multiplexer", "tmux; allow-passthrough is on");
	else
		tell(doctor, PROBLEM, "multiplexer",
		     "tmux lets nothing but the bell through; in tmux.conf: set -g allow-passthrough on");
	tell(doctor, GOOD, "connection", "%s", place->over_ssh ? "over SSH: no desktop is tried" : "local");
}

/* ---- the ways out ---- */

static void write_to_tty(void *context, const char *bytes, size_t len)
{
	const struct doctor *doctor = context;
	ssize_t written = write(doctor->tty, bytes, len);
	(void)written;
}

static void try_desktop(struct doctor *doctor)
{
	bool chosen = place_choose(&doctor->place) == NOTIFY_DESKTOP;
	char *description = NULL;
	if (place_has_bus(getenv))
		description = trial_desktop("covey doctor", "The desktop shows notifications.", DESKTOP_MS);
	if (description)
		tell(doctor, GOOD, "desktop", "%s", description);
	else if (!place_has_bus(getenv))
		tell(doctor, NOTE, "desktop", "no D-Bus session: $DBUS_SESSION_BUS_ADDRESS names none");
	else
		tell(doctor, chosen ? PROBLEM : NOTE, "desktop",
		     "nobody on D-Bus shows notifications (or hangs): start a service, such as dunst");
	free(description);
}

static void try_terminal_way(struct doctor *doctor, enum notify_way way)
{
	char body[64];
	struct notify_config config = {
	        .way = way, .place = &doctor->place, .write = write_to_tty, .context = doctor};
	struct notify *notify = notify_create(&config);
	snprintf(body, sizeof(body), "The terminal understands %s.", notify_ways[way].word);
	notify_show(notify, "doctor", "covey doctor", body);
	notify_destroy(notify);
	tell(doctor, GOOD, notify_ways[way].word, "sent%s; seen or heard? Then mode = %s works",
	     way == place_choose_terminal(&doctor->place) ? ", and meant for this terminal" : "",
	     notify_ways[way].word);
}

static void try_terminal(struct doctor *doctor)
{
	static const enum notify_way ways[] = {NOTIFY_OSC777, NOTIFY_OSC99, NOTIFY_OSC9, NOTIFY_BELL};
	/* The Linux console would show the sequences as text. */
	bool console = str_equal(getenv("TERM"), "linux");
	for (size_t i = 0; doctor->tty >= 0 && i < sizeof(ways) / sizeof(*ways); i++)
		if (ways[i] == NOTIFY_BELL || (doctor->place.passthrough && !console))
			try_terminal_way(doctor, ways[i]);
}

static void try_command(struct doctor *doctor)
{
	const struct telling *telling = &doctor->config->telling;
	if (!telling->command)
		return;
	struct notify_config config = {
	        .way = NOTIFY_COMMAND, .command = telling->command, .place = &doctor->place};
	struct notify *notify = notify_create(&config);
	notify_show(notify, "doctor", "covey doctor", "The command runs.");
	notify_destroy(notify);
	tell(doctor, GOOD, "command", "started: %s", telling->command);
}

static void tell_choice(struct doctor *doctor)
{
	const struct telling *telling = &doctor->config->telling;
	enum notify_way way = telling->way != NOTIFY_AUTO ? telling->way
	                      : telling->command          ? NOTIFY_COMMAND
	                                                  : place_choose(&doctor->place);
	tell(doctor, way == NOTIFY_OFF ? NOTE : GOOD, "notifications", "go by %s (%s)%s",
	     notify_ways[way].word, notify_ways[way].text,
	     telling->way == NOTIFY_AUTO ? "" : ", as [notify] says");
}

/* ---- the server ---- */

/* The login keeps it with the server; that of a named account is in the settings alone. */
static void tell_untrusted(struct doctor *doctor, const struct job *job)
{
	struct config_account account;
	if (config_choose(doctor->config, &account, NULL) && account.name)
		tell(doctor, PROBLEM, "server",
		     "%s, a PEM file: write ca = FILE into [account %s] of the config file", job->why,
		     account.name);
	else
		tell(doctor, PROBLEM, "server",
		     "%s, a PEM file: covey login %s --user %s --ca FILE, or ca = FILE in [account] of the "
		     "config "
		     "file",
		     job->why, job->login.url, job->login.user);
}

static void tell_unreached(struct doctor *doctor, const struct job *job)
{
	const char *source = server_source_texts[job->login.source];
	const char *remedy = job->client ? job_state(job)->remedy : NULL;
	if (!job->login.url)
		tell(doctor, PROBLEM, "server", "%s", job->why);
	else if (!job->client)
		tell(doctor, PROBLEM, "server", "%s; it is %s", job->why, source);
	else if (job->untrusted)
		tell_untrusted(doctor, job);
	else if (remedy)
		tell(doctor, PROBLEM, "server", "%s; log in again: %s", job->why, remedy);
	else
		tell(doctor, PROBLEM, "server", "%s; it is %s: %s", job->why, source,
		     server_source_cures[job->login.source]);
}

static void look_at_server(struct doctor *doctor)
{
	struct job job = {.silent = true};
	int64_t began = clock_mono_ms();
	if (job_start(&job, doctor->config))
		tell(doctor, GOOD, "server", "%s as %s, in %lld ms; %s", job.login.url, job_state(&job)->self,
		     (long long)(clock_mono_ms() - began), server_source_texts[job.login.source]);
	else
		tell_unreached(doctor, &job);
	job_end(&job);
}

int command_doctor(struct config *config, int argc, char **argv)
{
	struct options options = {.command = "doctor"};
	struct utsname system;
	if (!options_parse(&options, config, argc, argv))
		return options.status;
	struct doctor doctor = {.config = config, .tty = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC)};
	place_look(&doctor.place, getenv);
	place_ask(&doctor.place, TMUX_MS);
	if (uname(&system) == 0)
		tell(&doctor, GOOD, "covey", COVEY_VERSION " on %s %s %s", system.sysname, system.release,
		     system.machine);
	look_at_terminal(&doctor);
	look_at_mux(&doctor);
	try_desktop(&doctor);
	try_terminal(&doctor);
	try_command(&doctor);
	tell_choice(&doctor);
	look_at_server(&doctor);
	if (doctor.tty >= 0)
		close(doctor.tty);
	return doctor.problem ? COMMAND_FAILED : COMMAND_DONE;
}
