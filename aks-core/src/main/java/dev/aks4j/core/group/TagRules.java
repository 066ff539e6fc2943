package dev.aks4j.core.group;

import dev.aks4j.core.model.AzureError;
import dev.aks4j.core.model.Findings;
import dev.aks4j.core.model.Rule;
import java.util.List;
import java.util.Map;

/** What Azure accepts as tags of any resource. The subject is the tags themselves; the path says {@code tags}. */
public final class TagRules {

    private static final String SOURCE = "Azure Resource Manager, tag limitations, 2026";
    private static final int MOST = 50;

    /** A resource has at most 50 tags. */
    public static final Rule<Map<String, String>> COUNT = Rule.<Map<String, String>>error(
                    "AKS-ARM-010", "A resource has at most 50 tags.")
            .prevents(AzureError.answered(400, "InvalidTags"))
            .source(SOURCE)
            .check((tags, findings) -> {
                if (tags.size() > MOST) {
                    findings.report("tags", tags.size() + " tags", "are more than 50", "Remove some.");
                }
            });

    /** A tag's name has 1 to 512 characters and none of a few. */
    public static final Rule<Map<String, String>> NAME = Rule.<Map<String, String>>error(
                    "AKS-ARM-011",
                    "A tag's name has 1 to 512 characters, none of < > % & \\ ? /, and does not begin with"
                            + " microsoft, azure or windows.")
            .prevents(AzureError.answered(400, "InvalidTagNameCharacters"))
            .source(SOURCE)
            .check((tags, findings) -> tags.keySet().forEach(key -> name(key, findings)));

    /** A tag's value has at most 256 characters. */
    public static final Rule<Map<String, String>> VALUE = Rule.<Map<String, String>>error(
                    "AKS-ARM-012", "A tag's value has at most 256 characters.")
            .prevents(AzureError.answered(400, "InvalidTagValueLength"))
            .source(SOURCE)
            .check((tags, findings) -> tags.forEach((key, value) -> {
                if (value.length() > 256) {
                    findings.report(
                            "tags." + key, value.length() + " characters", "is longer than 256", "Shorten the value.");
                }
            }));

    /** All rules of tags. */
    public static final List<Rule<Map<String, String>>> ALL = List.of(COUNT, NAME, VALUE);

    private TagRules() {}

    private static void name(String key, Findings findings) {
        if (!key.matches("[^<>%&\\\\?/\\p{Cntrl}]{1,512}") || key.matches("(?i)(microsoft|azure|windows).*")) {
            findings.report(
                    "tags",
                    key,
                    "is not a tag name",
                    "Use up to 512 characters without < > % & \\ ? /, not beginning with microsoft, azure or windows.");
        }
    }
}
