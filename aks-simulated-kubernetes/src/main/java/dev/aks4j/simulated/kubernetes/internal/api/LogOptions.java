package dev.aks4j.simulated.kubernetes.internal.api;

import dev.aks4j.simulated.kubernetes.internal.schema.FieldError;
import dev.aks4j.simulated.kubernetes.internal.status.ApiException;
import dev.aks4j.simulated.kubernetes.internal.status.Failures;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

/** What the parameters of a request for logs have to keep. Stateless. */
final class LogOptions {

    private LogOptions() {}

    static void check(Call call) {
        List<FieldError> errors = new ArrayList<>();
        least(call, "tailLines", 0, "must be greater than or equal to 0", errors);
        least(call, "limitBytes", 1, "must be greater than 0", errors);
        boolean since = !call.query().text("sinceSeconds").isEmpty();
        if (since && !call.query().text("sinceTime").isEmpty()) {
            errors.add(FieldError.forbidden("", "at most one of `sinceTime` or `sinceSeconds` may be specified"));
        } else {
            least(call, "sinceSeconds", 1, "must be greater than 0", errors);
        }
        String time = call.query().text("sinceTime");
        if (!time.isEmpty()) {
            try {
                OffsetDateTime.parse(time);
            } catch (DateTimeParseException e) {
                ApiException refusal = Failures.badRequest("parsing time " + FieldError.quote(time)
                        + " as \"2006-01-02T15:04:05Z07:00\": cannot parse " + FieldError.quote(time)
                        + " as \"2006\"");
                refusal.addSuppressed(e);
                throw refusal;
            }
        }
        if (!call.query().text("stream").isEmpty()) {
            errors.add(FieldError.forbidden("stream", "may not be specified"));
        }
        if (!errors.isEmpty()) {
            throw Failures.invalid("", "PodLogOptions", call.name(), errors);
        }
    }

    private static void least(Call call, String name, long least, String detail, List<FieldError> errors) {
        String text = call.query().text(name);
        if (text.isEmpty()) {
            return;
        }
        long value;
        try {
            value = Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw Failures.badRequest("unable to decode query parameter " + name + ": strconv.ParseInt: parsing "
                    + FieldError.quote(text) + ": invalid syntax");
        }
        if (value < least) {
            errors.add(FieldError.invalid(name, value, detail));
        }
    }
}
