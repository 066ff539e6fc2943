package dev.aks4j.examples.quickstart;

import dev.aks4j.core.plan.Plan;
import dev.aks4j.core.plan.run.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The plan and its run as pages for a browser, in a folder of their own. */
final class Pictures {

    private Pictures() {}

    /** Writes the pages, and says where; that a folder cannot be written is told and ends nothing. */
    static void write(Screen screen, Plan plan, Run run) {
        try {
            Path folder = Files.createTempDirectory("aks4j-");
            Path first = Files.writeString(folder.resolve("plan.html"), plan.toHtml());
            Path second = Files.writeString(folder.resolve("run.html"), run.toHtml());
            screen.line("");
            screen.line("As pictures, for your browser: " + first.toUri());
            screen.line("                               " + second.toUri());
        } catch (IOException e) {
            screen.line("The pictures could not be written: " + e.getMessage());
        }
    }
}
