package dev.aks4j.core.plan.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aks4j.core.internal.plan.FakeArm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a ledger does to its disk, and what it leaves its caller's thread. */
class RealDiskTest {

    @TempDir
    Path directory;

    private static LedgerEntry entry(String run, long position, boolean last) {
        return new LedgerEntry(run, position, FakeArm.json("{'fact':'intent'}"), last);
    }

    /** What was written in part and cut off again must leave no gap. */
    @Test
    void bytesGoWhereTheyAreToldWhateverWasWrittenBefore() throws IOException {
        Path file = directory.resolve("f");
        try (LedgerDisk.OpenFile open = LedgerDisk.real().open(file).orElseThrow()) {
            open.write(0, "abcdef".getBytes());
            open.truncate(3);
            open.write(3, "xyz".getBytes());
            open.force();
            assertThat(open.length()).isEqualTo(6);
        }
        assertThat(Files.readString(file)).isEqualTo("abcxyz");
    }

    @Test
    void interruptOfTheCallerIsNeitherLostNorMade() throws IOException {
        for (boolean interrupted : List.of(true, false)) {
            List<Boolean> after = new ArrayList<>();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            LedgerDisk.real().forceNames(directory);
            after.add(Thread.currentThread().isInterrupted());
            try (LedgerDisk.OpenFile open =
                    LedgerDisk.real().open(directory.resolve("i" + interrupted)).orElseThrow()) {
                after.add(Thread.currentThread().isInterrupted());
                assertThat(open.holds()).isTrue();
                after.add(Thread.currentThread().isInterrupted());
            } finally {
                after.add(Thread.interrupted());
            }
            assertThat(after).containsOnly(interrupted);
        }
    }

    @Test
    void compactionForcesTheContentBeforeTheNameAndTheNameAfterIt() {
        Path file = directory.resolve("runs.ledger");
        try (FileLedger ledger = FileLedger.open(file, 0)) {
            ledger.append(entry("done", 0, true));
            ledger.append(entry("open", 0, false));
        }
        try (FaultyDisk disk = new FaultyDisk();
                FileLedger ledger = FileLedger.open(file, disk, 0)) {
            assertThat(ledger.unfinished()).containsExactly("open");
            assertThat(disk.durable).endsWith("replace", "names of " + directory.getFileName());
            assertThat(disk.durable.indexOf("replace")).isPositive();
        }
    }

    @Test
    void compactionThatFailsLeavesNothingBehind() throws IOException {
        Path file = directory.resolve("runs.ledger");
        try (FileLedger ledger = FileLedger.open(file, 0)) {
            ledger.append(entry("open", 0, false));
            ledger.append(entry("done", 0, true));
        }
        try (FaultyDisk disk = new FaultyDisk().failingForce();
                FileLedger ledger = FileLedger.open(file, disk, 0)) {
            assertThat(Files.exists(directory.resolve("runs.ledger.new"))).isFalse();
            assertThat(ledger.unfinished()).containsExactly("open");
            ledger.append(entry("open", 1, false));
        }
        try (FileLedger ledger = FileLedger.open(file, 0)) {
            assertThat(ledger.read("open")).hasSize(2);
        }
    }

    /** A sum without a text is no entry of another version: nothing of ours writes it, but a torn end may leave it. */
    @Test
    void lineOfASumAloneIsTorn() throws IOException {
        Path file = directory.resolve("runs.ledger");
        Files.writeString(file, "00000000 \n");
        FileLedger.open(file).close();
        assertThat(Files.size(file)).isZero();
    }

    @Test
    void finishedRunsAreKeptAcrossACompactionAndTakeNothingMore() {
        Path file = directory.resolve("runs.ledger");
        try (FileLedger ledger = FileLedger.open(file, 2)) {
            for (String run : List.of("a", "b", "c")) {
                ledger.append(entry(run, 0, false));
                ledger.append(entry(run, 1, true));
            }
            assertThat(ledger.finished(RunFilter.all())).containsExactly("c", "b");
        }
        for (int opened = 0; opened < 2; opened++) {
            try (FileLedger ledger = FileLedger.open(file, 2)) {
                assertThat(ledger.finished(RunFilter.all())).containsExactly("c", "b");
                assertThat(ledger.read("b")).hasSize(2);
                assertThat(ledger.read("a")).isEmpty();
                assertThatThrownBy(() -> ledger.append(entry("b", 0, false))).isInstanceOf(LedgerTakenException.class);
                assertThatThrownBy(() -> ledger.append(entry("b", 2, false)))
                        .isInstanceOf(LedgerTakenException.class)
                        .hasMessageContaining("b");
            }
        }
    }
}
