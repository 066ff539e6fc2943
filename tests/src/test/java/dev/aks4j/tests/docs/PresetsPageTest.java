package dev.aks4j.tests.docs;

import dev.aks4j.core.cluster.setting.ClusterPreset;
import java.io.IOException;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The page that holds what each preset sets, and why. */
class PresetsPageTest {

    @Test
    void thePageShowsWhatEachPresetSets() throws IOException {
        StringBuilder page = new StringBuilder("# Presets\n\nOpinions with reasons: `preset(ClusterPreset.PRODUCTION)`"
                + " sets what is listed here, and what a builder is told afterwards wins. A preset prints as this list:"
                + " `System.out.println(ClusterPreset.PRODUCTION)`. Made from the code by `PresetsPageTest`; do not"
                + " edit.\n");
        for (ClusterPreset preset : ClusterPreset.values()) {
            page.append("\n## ")
                    .append(preset.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                    .append("\n\n");
            page.append("| property | value | why |\n|---|---|---|\n");
            preset.settings()
                    .forEach(setting -> page.append(String.format(
                            "| `%s` | `%s` | %s |\n", setting.pointer(), setting.value(), setting.reason())));
        }
        GeneratedPage.check("presets.md", page.toString());
    }
}
