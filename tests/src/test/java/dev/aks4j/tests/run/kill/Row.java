package dev.aks4j.tests.run.kill;

import java.util.List;

/**
 * One killed process.
 *
 * @param story what it did
 * @param kill when it was killed
 * @param verdict what became of its work
 * @param reasons what is wrong; empty if nothing is
 * @param millis how long the cell took
 */
record Row(String story, Kill kill, Verdict verdict, List<String> reasons, long millis) {

    @Override
    public String toString() {
        return story + " killed " + kill + ": " + verdict + " in " + millis + " ms"
                + (reasons.isEmpty() ? "" : "\n    " + String.join("\n    ", reasons));
    }
}
