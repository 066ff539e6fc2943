package dev.aks4j.core.plan.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aks4j.core.internal.plan.FakeArm;
import dev.aks4j.core.model.AksException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileLedgerTest {

    @TempDir
    Path directory;

    private static LedgerEntry entry(String run, long position) {
        return new LedgerEntry(
                run, position, FakeArm.json("{'fact':'intent','step':'" + position + "','ü':'\\n'}"), false);
    }

    private static LedgerEntry last(String run, long position) {
        return new LedgerEntry(run, position, FakeArm.json("{'fact':'finished'}"), true);
    }

    private Path file() {
        return directory.resolve("runs.ledger");
    }

    @Test
    void entriesAreThereAfterReopening() {
        try (FileLedger ledger = FileLedger.open(file())) {
            ledger.append(entry("a", 0));
            ledger.append(entry("b", 0));
            ledger.append(entry("a", 1));
        }
        try (FileLedger ledger = FileLedger.open(file())) {
            assertThat(ledger.unfinished()).containsExactly("a", "b");
            assertThat(ledger.read("a")).containsExactly(entry("a", 0), entry("a", 1));
            assertThat(ledger.read("b")).containsExactly(entry("b", 0));
            assertThat(ledger.read("c")).isEmpty();
            ledger.append(entry("a", 2));
        }
    }

    @Test
    void tornLastEntryIsCutOffWhereverItWasTorn() throws IOException {
        try (FileLedger ledger = FileLedger.open(file())) {
            ledger.append(entry("a", 0));
            ledger.append(entry("a", 1));
            ledger.append(entry("b", 0));
        }
        byte[] whole = Files.readAllBytes(file());
        for (int length = 0; length <= whole.length; length++) {
            Path torn = directory.resolve("torn-" + length);
            Files.write(torn, Arrays.copyOf(whole, length));
            int lines = 0;
            for (int i = 0; i < length; i++) {
                lines += whole[i] == '\n' ? 1 : 0;
            }
            try (FileLedger ledger = FileLedger.open(torn)) {
                assertThat(ledger.read("a").size() + ledger.read("b").size())
                        .as("torn at byte %d", length)
                        .isEqualTo(lines);
                if (length % 10 == 0) {
                    ledger.append(entry("a", ledger.read("a").size()));
                }
            }
            try (FileLedger again = FileLedger.open(torn)) {
                assertThat(again.read("a").size() + again.read("b").size())
                        .isEqualTo(lines + (length % 10 == 0 ? 1 : 0));
            }
        }
    }

    @Test
    void damageOfAnyByteOfTheLastEntryIsNoticed() throws IOException {
        try (FileLedger ledger = FileLedger.open(file())) {
            ledger.append(entry("a", 0));
            ledger.append(entry("a", 1));
        }
        byte[] whole = Files.readAllBytes(file());
        int start = new String(whole, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf('\n') + 1;
        for (int at = start; at < whole.length - 1; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 0x08;
            if (damaged[at] == '\n') {
                continue;
            }
            Path path = directory.resolve("damaged-" + at);
            Files.write(path, damaged);
            try (FileLedger ledger = FileLedger.open(path)) {
                assertThat(ledger.read("a")).as("damaged at byte %d", at).containsExactly(entry("a", 0));
            }
        }
    }

    @Test
    void damageBeforeTheLastEntryIsRefusedBecauseNoCrashDoesIt() throws IOException {
        try (FileLedger ledger = FileLedger.open(file())) {
            ledger.append(entry("a", 0));
            ledger.append(entry("a", 1));
        }
        byte[] whole = Files.readAllBytes(file());
        whole[12] ^= 1;
        Files.write(file(), whole);

        assertThatThrownBy(() -> FileLedger.open(file()))
                .isInstanceOf(AksException.class)
                .hasMessageContaining("damaged at byte 0");
    }

    @Test
    void entryThatIsMissingInTheMiddleIsRefused() throws IOException {
        try (FileLedger ledger = FileLedger.open(file())) {
            for (int i = 0; i < 3; i++) {
                ledger.append(entry("a", i));
            }
        }
        List<String> lines = Files.readAllLines(file());
        Files.write(file(), List.of(lines.get(0), lines.get(2)));

        assertThatThrownBy(() -> FileLedger.open(file())).hasMessageContaining("lacks entries");
    }

    @Test
    void secondWriterIsRefusedUntilTheFirstOneCloses() {
        try (FileLedger ledger = FileLedger.open(file())) {
            assertThatThrownBy(() -> FileLedger.open(file()))
                    .isInstanceOf(AksException.class)
                    .hasMessageContaining("open elsewhere");
            ledger.append(entry("a", 0));
        }
        FileLedger.open(file()).close();
    }

    @Test
    void closedLedgerTakesNothingMore() {
        FileLedger ledger = FileLedger.open(file());
        ledger.close();

        assertThatThrownBy(() -> ledger.append(entry("a", 0)))
                .isInstanceOf(AksException.class)
                .hasMessageContaining("is closed");
    }

    @Test
    void finishedRunsAreDroppedWhenTheFileIsOpened() throws IOException {
        try (FileLedger ledger = FileLedger.open(file(), 0)) {
            ledger.append(entry("done", 0));
            ledger.append(entry("open", 0));
            ledger.append(last("done", 1));
            assertThat(ledger.unfinished()).containsExactly("open");
        }
        FileLedger.open(file(), 0).close();

        assertThat(Files.readAllLines(file())).hasSize(1);
        try (FileLedger ledger = FileLedger.open(file(), 0)) {
            assertThat(ledger.read("open")).containsExactly(entry("open", 0));
        }
    }

    @Test
    void fileDoesNotGrowWithFinishedRuns() throws IOException {
        String text = "x".repeat(100_000);
        try (FileLedger ledger = FileLedger.open(file(), 0)) {
            ledger.append(entry("open", 0));
            for (int i = 0; i < 40; i++) {
                ledger.append(new LedgerEntry("run-" + i, 0, FakeArm.json("{'text':'" + text + "'}"), false));
                ledger.append(last("run-" + i, 1));
            }
            assertThat(Files.size(file())).isLessThan(2_500_000);
            ledger.append(entry("open", 1));
        }
        try (FileLedger ledger = FileLedger.open(file(), 0)) {
            assertThat(ledger.read("open")).hasSize(2);
        }
    }

    @Test
    void onlyTheOwnerMayReadIt() throws IOException {
        FileLedger.open(file()).close();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    @Test
    void missingDirectoryIsSaidPlainly() {
        assertThatThrownBy(() -> FileLedger.open(directory.resolve("no/such/runs.ledger")))
                .isInstanceOf(AksException.class)
                .hasMessageContaining("Check that its directory exists");
    }

    @Test
    void leftoverOfACompactionThatDiedIsHarmless() throws IOException {
        try (FileLedger ledger = FileLedger.open(file())) {
            ledger.append(entry("done", 0));
            ledger.append(last("done", 1));
            ledger.append(entry("open", 0));
        }
        Files.writeString(directory.resolve("runs.ledger.new"), "half a li", StandardOpenOption.CREATE);

        try (FileLedger ledger = FileLedger.open(file())) {
            assertThat(ledger.unfinished()).containsExactly("open");
        }
    }
}
