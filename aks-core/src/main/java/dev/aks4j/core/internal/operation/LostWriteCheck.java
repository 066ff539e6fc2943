package dev.aks4j.core.internal.operation;

import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.model.Json;
import java.util.Locale;
import java.util.Map;

/** What the resource says about a write whose answer was lost. */
public enum LostWriteCheck {
    /** The resource is as the write wants it. */
    DONE,
    /** Azure is at it. */
    GOING_ON,
    /** It was not carried out; it may be sent again. */
    NOT,
    /** The resource does not tell. */
    UNKNOWN;

    static LostWriteCheck judge(ArmRequest write, Json live) {
        String state = States.provisioning(live);
        boolean busy = !live.isMissing() && !States.isTerminal(state);
        return switch (write.method()) {
            case "DELETE" -> live.isMissing() ? DONE : state.equalsIgnoreCase("Deleting") ? GOING_ON : NOT;
            case "PUT", "PATCH" -> put(write, live, state, busy);
            default -> post(write, live, busy);
        };
    }

    private static LostWriteCheck put(ArmRequest write, Json live, String state, boolean busy) {
        if (live.isMissing()) {
            return NOT;
        }
        String expected = write.headers().get("If-Match");
        String ofPool = live.path("properties").path("eTag").asText("");
        String tag = live.path("eTag").asText(live.path("etag").asText(ofPool));
        if (expected != null && !tag.isEmpty() && expected.equals(tag)) {
            return NOT;
        }
        boolean asWanted = holds(live, write.body().orElse(Json.missing()));
        if (asWanted && busy) {
            return GOING_ON;
        }
        return asWanted && States.isSuccess(state) ? DONE : NOT;
    }

    private static LostWriteCheck post(ArmRequest write, Json live, boolean busy) {
        String path = write.target().substring(0, write.target().indexOf('?'));
        String action = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        String power = live.path("properties").path("powerState").path("code").asText("");
        String state = States.provisioning(live);
        return switch (action) {
            case "start" -> power(busy && state.equalsIgnoreCase("Starting"), busy, power.equals("Running"));
            case "stop" -> power(busy && state.equalsIgnoreCase("Stopping"), busy, power.equals("Stopped"));
            case "abort" ->
                state.equalsIgnoreCase("Canceling") ? GOING_ON : state.equalsIgnoreCase("Canceled") ? DONE : UNKNOWN;
            default -> UNKNOWN;
        };
    }

    private static LostWriteCheck power(boolean ours, boolean busy, boolean asWanted) {
        if (ours) {
            return GOING_ON;
        }
        return busy ? UNKNOWN : asWanted ? DONE : NOT;
    }

    /**
     * Returns whether the live document holds everything that the wanted one says. Letter case of texts, empty values and
     * what Azure adds do not count.
     */
    static boolean holds(Json live, Json wanted) {
        if (wanted.isMissing()
                || wanted.isNull()
                || (wanted.isText() && wanted.asText().isEmpty())) {
            return true;
        }
        if (wanted.isObject()) {
            for (Map.Entry<String, Json> field : wanted.properties()) {
                if (!isNoise(field.getKey()) && !holds(live.path(field.getKey()), field.getValue())) {
                    return false;
                }
            }
            return live.isObject() || wanted.isEmpty();
        }
        if (wanted.isArray()) {
            if (wanted.isEmpty() && live.isMissing()) {
                return true;
            }
            if (!live.isArray() || live.size() != wanted.size()) {
                return false;
            }
            for (int i = 0; i < wanted.size(); i++) {
                if (!holds(live.get(i), wanted.get(i))) {
                    return false;
                }
            }
            return true;
        }
        if (wanted.isNumber()) {
            return live.isNumber() && wanted.asDecimal().compareTo(live.asDecimal()) == 0;
        }
        return live.asText().equalsIgnoreCase(wanted.asText());
    }

    /** What a read-modify-write carries along and Azure changes by itself. */
    private static boolean isNoise(String field) {
        return switch (field) {
            case "eTag", "etag", "provisioningState", "systemData", "id", "type" -> true;
            default -> false;
        };
    }
}
