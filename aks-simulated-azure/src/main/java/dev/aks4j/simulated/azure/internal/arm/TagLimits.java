package dev.aks4j.simulated.azure.internal.arm;

import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.request.ArmCall;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import java.util.regex.Pattern;

/** What Azure Resource Manager lets through as tags, whatever the resource. */
final class TagLimits {

    private static final int MOST = 50;
    private static final int LONGEST_NAME = 512;
    private static final int LONGEST_VALUE = 256;
    private static final Pattern WRONG = Pattern.compile("[<>%&\\\\?/]");
    private static final Pattern RESERVED = Pattern.compile("(?i)(microsoft|azure|windows).*");

    private TagLimits() {}

    static void require(ArmCall request) {
        if (!request.method().equals("PUT") || request.http().body().length == 0) {
            return;
        }
        AzureJson.parse(request.http().body()).ifPresent(body -> {
            var tags = AzureJson.fields(body, "/tags");
            if (tags.size() > MOST) {
                throw refuse(
                        "TooManyTags", "The resource has " + tags.size() + " tags. At most " + MOST + " are allowed.");
            }
            tags.forEach(tag -> require(tag.getKey(), tag.getValue().asText()));
        });
    }

    private static void require(String name, String value) {
        if (name.isEmpty() || name.length() > LONGEST_NAME || value.length() > LONGEST_VALUE) {
            throw refuse(
                    "InvalidTagLength",
                    "The tag '" + name + "' is too long: names have 1 to " + LONGEST_NAME
                            + " characters, values at most " + LONGEST_VALUE + ".");
        } else if (WRONG.matcher(name).find()) {
            throw refuse(
                    "InvalidTagNameCharacters",
                    "The tag names '" + name + "' have reserved characters '<,>,%,&,\\\\,?,/' or control characters.");
        } else if (RESERVED.matcher(name).matches()) {
            throw refuse("ReservedTagName", "The tag name '" + name + "' begins with a reserved prefix.");
        }
    }

    private static ArmError refuse(String code, String message) {
        return ArmError.gateway(400, code, message);
    }
}
