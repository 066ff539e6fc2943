package dev.aks4j.tests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A page below {@code docs} that is made from the code. */
final class GeneratedPage {

    private static final String SWITCH = "aks4j.pages";

    private GeneratedPage() {}

    /** Compares the page with what it should be, or writes it where the build was asked to. */
    static void check(String name, String content) throws IOException {
        Path page = Path.of("..", "docs", name);
        if (Boolean.getBoolean(SWITCH)) {
            Files.writeString(page, content);
        }
        assertThat(page)
                .as("docs/%s follows from the code; write it anew with -D%s=true", name, SWITCH)
                .exists()
                .hasContent(content);
    }
}
