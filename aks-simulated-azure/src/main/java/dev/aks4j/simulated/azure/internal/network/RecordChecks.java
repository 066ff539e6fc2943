package dev.aks4j.simulated.azure.internal.network;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.net.AddressRange;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import java.util.Locale;
import java.util.Map;

/** What Azure refuses about records of private DNS zones. Stateless. */
final class RecordChecks {

    private static final String NAME =
            "@|\\*|((\\*|[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?)\\.)*[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?";
    private static final Map<String, String> LISTS = Map.of(
            "a", "aRecords",
            "aaaa", "aaaaRecords",
            "mx", "mxRecords",
            "ptr", "ptrRecords",
            "srv", "srvRecords",
            "txt", "txtRecords");

    private RecordChecks() {}

    static void require(String kind, String name, ObjectNode properties) {
        if (!name.matches(NAME)) {
            throw ArmError.service(400, "InvalidResourceName", "The record set name '" + name + "' is invalid.");
        }
        JsonNode ttl = properties.path("ttl");
        if (!ttl.isIntegralNumber() || ttl.asLong() < 1 || ttl.asLong() > Integer.MAX_VALUE) {
            throw bad("The value of TTL, " + ttl.asText() + ", is not between 1 and 2147483647.");
        }
        String type = kind.toLowerCase(Locale.ROOT);
        if (type.equals("cname")) {
            if (properties.at("/cnameRecord/cname").asText("").isEmpty()) {
                throw bad("The record set '" + name + "' of the type CNAME has one name.");
            }
            return;
        }
        String list = LISTS.get(type);
        if (list == null) {
            return;
        }
        JsonNode values = properties.path(list);
        if (values.isEmpty() || values.size() > 20) {
            throw bad("The record set '" + name + "' has 1 to 20 " + list + ", not " + values.size() + ".");
        }
        values.forEach(value -> one(type, name, value));
    }

    private static void one(String type, String name, JsonNode value) {
        String four = value.path("ipv4Address").asText("");
        String six = value.path("ipv6Address").asText("");
        boolean good =
                switch (type) {
                    case "a" -> bits(four) == 32;
                    case "aaaa" -> bits(six) == 128;
                    case "txt" -> length(value.path("value")) <= 1024;
                    default -> true;
                };
        if (!good) {
            throw bad("The value " + value + " of the record set '" + name + "' is not valid for its type.");
        }
    }

    private static int bits(String address) {
        return AddressRange.parseAddress(address).map(AddressRange::bits).orElse(0);
    }

    private static int length(JsonNode texts) {
        int length = 0;
        for (JsonNode text : texts) {
            length += text.asText().length();
        }
        return length;
    }

    private static ArmError bad(String message) {
        return ArmError.service(400, "BadRequest", message);
    }
}
