package dev.aks4j.tests.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The README, by its headings. */
record Readme(List<String> lines) {

    static Readme read() throws IOException {
        return new Readme(Files.readAllLines(Path.of("..", "README.md")));
    }

    /** Returns the fenced blocks below a heading of the second level, without their fences. */
    List<String> blocks(String heading) {
        List<String> blocks = new ArrayList<>();
        StringBuilder block = new StringBuilder();
        boolean here = false;
        boolean fenced = false;
        for (String line : lines) {
            if (!fenced && line.startsWith("## ")) {
                here = line.equals("## " + heading);
            } else if (here && line.startsWith("```")) {
                if (fenced) {
                    blocks.add(block.toString());
                    block.setLength(0);
                }
                fenced = !fenced;
            } else if (here && fenced) {
                block.append(line).append('\n');
            }
        }
        return blocks;
    }
}
