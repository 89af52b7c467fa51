#include "server/metrics.h"

#include "base/buf.h"

static void print(struct buf *out, const char *name, const char *kind, const char *help, int64_t value)
{
	buf_printf(out, "# HELP %s %s\n# TYPE %s %s\n%s %lld\n", name, help, name, kind, name,
	           (long long)value);
}

void metrics_print(const struct metrics *metrics, struct buf *out)
{
#define X(member, name, kind, help) print(out, name, kind, help, metrics->member);
	METRICS(X)
#undef X
	buf_append_str(out, "# HELP covey_requests_total Requests by method\n"
	                    "# TYPE covey_requests_total counter\n");
	for (int i = 0; i < PROTO_METHOD_COUNT; i++)
		buf_printf(out, "covey_requests_total{method=\"%s\"} %lld\n", proto_methods[i].name,
		           (long long)metrics->requests[i]);
}
