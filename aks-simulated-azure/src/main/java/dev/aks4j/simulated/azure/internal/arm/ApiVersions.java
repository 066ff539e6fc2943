package dev.aks4j.simulated.azure.internal.arm;

import dev.aks4j.simulated.azure.internal.request.ArmCall;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which API versions the front door accepts: a date from 2016 on that is not in the future, preview or not. */
final class ApiVersions {

    static final String SUPPORTED = "2016-03-30,...,2025-09-01,2026-05-01,2026-07-01";

    private static final Pattern FORM =
            Pattern.compile("(\\d{4}-\\d{2}-\\d{2})(-(preview|beta|alpha|privatepreview))?");
    private static final LocalDate FIRST = LocalDate.of(2014, 4, 1);

    private ApiVersions() {}

    static void require(ArmCall request, Instant now) {
        String version = request.apiVersion();
        if (version.isEmpty()) {
            throw ArmError.gateway(
                    400,
                    "MissingApiVersionParameter",
                    "The api-version query parameter (?api-version=) is required for all requests.");
        }
        if (!known(version, now)) {
            String type = request.path().types();
            throw ArmError.gateway(
                    400,
                    "NoRegisteredProviderFound",
                    "No registered resource provider found for location '' and API version '" + version
                            + "' for type '" + type + "'. The supported api-versions are '" + SUPPORTED
                            + "'. The supported locations are ''.");
        }
    }

    private static boolean known(String version, Instant now) {
        Matcher matcher = FORM.matcher(version);
        if (!matcher.matches()) {
            return false;
        }
        try {
            LocalDate date = LocalDate.parse(matcher.group(1));
            return !date.isBefore(FIRST)
                    && !date.isAfter(now.atZone(ZoneOffset.UTC).toLocalDate());
        } catch (DateTimeException e) {
            return false;
        }
    }
}
