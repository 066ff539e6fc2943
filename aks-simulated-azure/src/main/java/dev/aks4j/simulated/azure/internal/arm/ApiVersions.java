package dev.aks4j.simulated.azure.internal.arm;

import dev.aks4j.simulated.azure.internal.request.ArmCall;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which API versions the front door accepts: a date from 2014 to the end of the year that is simulated, preview or not. A
 * clock that was set back takes none away. Providers may know better which ones they have.
 */
final class ApiVersions {

    static final String SUPPORTED = "2016-03-30,...,2025-09-01,2026-05-01,2026-07-01";

    private static final Pattern FORM =
            Pattern.compile("(\\d{4}-\\d{2}-\\d{2})(-(preview|beta|alpha|privatepreview))?");
    private static final LocalDate FIRST = LocalDate.of(2014, 4, 1);
    private static final LocalDate LAST = LocalDate.of(2026, 12, 31);

    private ApiVersions() {}

    static void require(ArmCall request) {
        String version = request.apiVersion();
        if (version.isEmpty()) {
            throw ArmError.gateway(
                    400,
                    "MissingApiVersionParameter",
                    "The api-version query parameter (?api-version=) is required for all requests.");
        }
        if (!known(version)) {
            String type = request.path().types();
            throw ArmError.gateway(
                    400,
                    "NoRegisteredProviderFound",
                    "No registered resource provider found for location '' and API version '" + version
                            + "' for type '" + type + "'. The supported api-versions are '" + SUPPORTED
                            + "'. The supported locations are ''.");
        }
    }

    private static boolean known(String version) {
        Matcher matcher = FORM.matcher(version);
        if (!matcher.matches()) {
            return false;
        }
        try {
            LocalDate date = LocalDate.parse(matcher.group(1));
            return !date.isBefore(FIRST) && !date.isAfter(LAST);
        } catch (DateTimeException e) {
            return false;
        }
    }
}
