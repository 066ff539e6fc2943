package dev.aks4j.core.plan.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aks4j.core.internal.plan.FakeArm;
import dev.aks4j.core.model.AksException;
import java.io.IOException;
import java.io.SyncFailedException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Interrupted threads, full and read-only disks, links, removed files, and lines of other versions. */
class LedgerOnBadGroundTest {

    @TempDir
    Path directory;

    private static LedgerEntry entry(String run, long position) {
        return new LedgerEntry(run, position, FakeArm.json("{'fact':'intent','step':'" + position + "'}"), false);
    }

    private static LedgerEntry last(String run, long position) {
        return new LedgerEntry(run, position, FakeArm.json("{'fact':'finished'}"), true);
    }

    private Path file() {
        return directory.resolve("runs.ledger");
    }

    private static void interrupted(Runnable task) {
        Thread.currentThread().interrupt();
        try {
            task.run();
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            Thread.interrupted();
        }
    }

    @Test
    void interruptedThreadWritesLikeAnyOtherAndHarmsNobody() {
        try (FileLedger ledger = FileLedger.open(file())) {
            interrupted(() -> ledger.append(entry("a", 0)));
            ledger.append(entry("b", 0));
        }
        interrupted(() -> {
            try (FileLedger ledger = FileLedger.open(file())) {
                assertThat(ledger.unfinished()).containsExactly("a", "b");
                ledger.append(entry("a", 1));
            }
        });
        try (FileLedger ledger = FileLedger.open(file())) {
            assertThat(ledger.read("a")).hasSize(2);
        }
    }

    @Test
    void fullDiskFailsTheEntryAndTheNextOneWorksOnceThereIsRoom() {
        try (FaultyDisk disk = new FaultyDisk();
                FileLedger ledger = FileLedger.open(file(), disk, 0)) {
            ledger.append(entry("a", 0));
            disk.full(20);
            assertThatThrownBy(() -> ledger.append(entry("a", 1)))
                    .isInstanceOf(AksException.class)
                    .hasMessageContaining("No space left")
                    .hasMessageContaining("has room");
            assertThatThrownBy(() -> ledger.append(entry("b", 0))).hasMessageContaining("No space left");
            disk.heal();
            ledger.append(entry("b", 0));
            ledger.append(entry("a", 1));
        }
        try (FileLedger ledger = FileLedger.open(file())) {
            assertThat(ledger.read("a")).containsExactly(entry("a", 0), entry("a", 1));
            assertThat(ledger.read("b")).containsExactly(entry("b", 0));
        }
    }

    @Test
    void fullDiskDoesNotPreventOpening() {
        try (FileLedger ledger = FileLedger.open(file())) {
            ledger.append(entry("done", 0));
            ledger.append(entry("open", 0));
            ledger.append(last("done", 1));
        }
        try (FaultyDisk disk = new FaultyDisk().full(0)) {
            try (FileLedger ledger = FileLedger.open(file(), disk, 0)) {
                assertThat(ledger.unfinished()).containsExactly("open");
                disk.heal();
                ledger.append(entry("open", 1));
            }
        }
        assertThat(directory.resolve("runs.ledger.new")).doesNotExist();
        try (FileLedger ledger = FileLedger.open(file())) {
            assertThat(ledger.read("open")).hasSize(2);
        }
    }

    @Test
    void diskThatFillsUpDuringACompactionLosesNothing() {
        String text = "x".repeat(400_000);
        try (FaultyDisk disk = new FaultyDisk();
                FileLedger ledger = FileLedger.open(file(), disk, 0)) {
            ledger.append(entry("open", 0));
            for (int i = 0; i < 3; i++) {
                if (i == 2) {
                    disk.full(text.length() + 300L);
                }
                ledger.append(new LedgerEntry("run-" + i, 0, FakeArm.json("{'text':'" + text + "'}"), false));
                disk.heal();
                ledger.append(last("run-" + i, 1));
            }
            ledger.append(entry("open", 1));
            assertThat(ledger.unfinished()).containsExactly("open");
        }
        try (FileLedger ledger = FileLedger.open(file())) {
            assertThat(ledger.read("open")).hasSize(2);
        }
    }

    @Test
    void diskThatBecomesReadOnlyFailsEntriesUntilItIsWritableAgain() {
        try (FaultyDisk disk = new FaultyDisk();
                FileLedger ledger = FileLedger.open(file(), disk, 0)) {
            ledger.append(entry("a", 0));
            disk.readOnly();
            assertThatThrownBy(() -> ledger.append(entry("a", 1))).hasMessageContaining("Read-only file system");
            assertThat(ledger.read("a")).hasSize(1);
            disk.heal();
            ledger.append(entry("a", 1));
            assertThat(ledger.read("a")).hasSize(2);
        }
    }

    @Test
    void readOnlyDiskIsSaidPlainlyWhenTheLedgerIsOpened() {
        try (FaultyDisk disk = new FaultyDisk().readOnly()) {
            assertThatThrownBy(() -> FileLedger.open(file(), disk, 0))
                    .isInstanceOf(AksException.class)
                    .hasMessageContaining("Read-only file system");
        }
    }

    @Test
    void entryThatCouldNotBeForcedCountsAsNotStored() {
        try (FaultyDisk disk = new FaultyDisk();
                FileLedger ledger = FileLedger.open(file(), disk, 0)) {
            disk.failingForce();
            assertThatThrownBy(() -> ledger.append(entry("a", 0))).hasMessageContaining("Input/output error");
            ledger.append(entry("a", 0));
        }
        try (FileLedger ledger = FileLedger.open(file())) {
            assertThat(ledger.read("a")).containsExactly(entry("a", 0));
        }
    }

    /** The shorter entry would lie over the beginning of the longer one, and the rest behind it like damage. */
    @Test
    void shorterEntryAfterOneThatCouldNotBeForcedLeavesNoRest() throws IOException {
        try (FaultyDisk disk = new FaultyDisk();
                FileLedger ledger = FileLedger.open(file(), disk, 0)) {
            disk.failingForce();
            LedgerEntry longer = new LedgerEntry("a", 0, FakeArm.json("{'text':'" + "x".repeat(500) + "'}"), false);
            assertThatThrownBy(() -> ledger.append(longer)).hasMessageContaining("Input/output error");
            ledger.append(entry("a", 0));
            assertThat(Files.readAllLines(file())).hasSize(1);
        }
    }

    @Test
    void tornEndIsCutOffWhenTheLedgerIsOpened() throws IOException {
        try (FileLedger ledger = FileLedger.open(file())) {
            ledger.append(entry("a", 0));
        }
        long whole = Files.size(file());
        Files.writeString(file(), "0123", StandardOpenOption.APPEND);
        FileLedger.open(file()).close();

        assertThat(Files.size(file())).isEqualTo(whole);
    }

    /** A rename may reach the disk before what is in the file, and the directory last of all. */
    @Test
    void compactedFileIsDurableBeforeItTakesThePlaceOfTheOldOne() {
        try (FileLedger ledger = FileLedger.open(file(), 0)) {
            ledger.append(entry("done", 0));
            ledger.append(last("done", 1));
            ledger.append(entry("open", 0));
        }
        try (FaultyDisk disk = new FaultyDisk();
                FileLedger ledger = FileLedger.open(file(), disk, 0)) {
            String names = "names of " + directory.getFileName();
            assertThat(disk.durable).containsExactly("force", "replace", names);
            ledger.append(entry("open", 1));
            assertThat(disk.durable).containsExactly("force", "replace", names, "force");
        }
    }

    @Test
    void nameOfANewFileIsDurable() {
        try (FaultyDisk disk = new FaultyDisk()) {
            FileLedger.open(file(), disk, 0).close();
            assertThat(disk.durable).containsExactly("names of " + directory.getFileName());
        }
    }

    @Test
    void realDiskForcesTheFileItself() throws IOException {
        LedgerDisk.OpenFile open = LedgerDisk.real().open(file()).orElseThrow();
        open.force();
        open.close();
        assertThatThrownBy(open::force).isInstanceOf(SyncFailedException.class);
    }

    @Test
    void faultThatNeverHappensFailsTheTestThatAskedForIt() {
        FaultyDisk disk = new FaultyDisk().full(1_000_000);
        FileLedger.open(file(), disk, 0).close();

        assertThatThrownBy(disk::close).isInstanceOf(AssertionError.class).hasMessageContaining("[full]");
    }

    @Test
    void ledgerBehindSymbolicLinksHasOneWriter() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("link"), file());
        Path folder = Files.createDirectory(directory.resolve("elsewhere"));
        Path far = Files.createSymbolicLink(folder.resolve("far"), Path.of("../link"));
        Path folderLink = Files.createSymbolicLink(directory.resolve("folder-link"), directory);

        try (FileLedger ledger = FileLedger.open(far)) {
            for (Path other : List.of(file(), link, folderLink.resolve("runs.ledger"))) {
                assertThatThrownBy(() -> FileLedger.open(other)).hasMessageContaining("open elsewhere");
            }
            ledger.append(entry("done", 0));
            ledger.append(last("done", 1));
            ledger.append(entry("a", 0));
        }
        FileLedger.open(link).close();

        assertThat(Files.isSymbolicLink(link))
                .as("a compaction leaves links alone")
                .isTrue();
        try (FileLedger ledger = FileLedger.open(file())) {
            assertThat(ledger.unfinished()).containsExactly("a");
        }
    }

    @Test
    void linkThatLeadsToItselfIsRefused() throws IOException {
        Path a = directory.resolve("a");
        Path b = Files.createSymbolicLink(directory.resolve("b"), a);
        Files.createSymbolicLink(a, b);

        assertThatThrownBy(() -> FileLedger.open(a)).hasMessageContaining("leads back to itself");
    }

    @Test
    void secondNameOfTheSameFileIsRefused() throws IOException {
        FileLedger.open(file()).close();
        Path other = Files.createLink(directory.resolve("other"), file());

        assertThatThrownBy(() -> FileLedger.open(other)).hasMessageContaining("second name");
    }

    @Test
    void hardLinkMadeWhileItIsOpenGivesNoSecondWriter() throws IOException {
        try (FileLedger ledger = FileLedger.open(file())) {
            Path other = Files.createLink(directory.resolve("other"), file());

            assertThatThrownBy(() -> FileLedger.open(other)).hasMessageContaining("open elsewhere");
            ledger.append(entry("a", 0));
        }
    }

    /** Whoever closes an opening of a file loses the process's locks on it: the second attempt freed them for others. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void locksStayHeldWhateverIsTriedInTheSameProcess() throws IOException {
        Path lock = directory.resolve("runs.ledger.lock");
        try (FileLedger ledger = FileLedger.open(file())) {
            assertThat(List.of(isLocked(file()), isLocked(lock))).containsOnly(true);
            assertThatThrownBy(() -> FileLedger.open(file())).hasMessageContaining("open elsewhere");
            assertThat(List.of(isLocked(file()), isLocked(lock))).containsOnly(true);
            Path other = Files.createLink(directory.resolve("other"), file());
            assertThatThrownBy(() -> FileLedger.open(other)).hasMessageContaining("open elsewhere");
            Files.delete(other);
            ledger.append(entry("a", 0));
            Files.writeString(file(), line("{\"run\":\"b\"}"), StandardOpenOption.APPEND);
            ledger.append(entry("a", 1));
            assertThat(List.of(isLocked(file()), isLocked(lock))).containsOnly(true);
            Files.delete(file());
            ledger.append(entry("a", 2));
            assertThat(List.of(isLocked(file()), isLocked(lock))).containsOnly(true);
        }
        assertThat(List.of(isLocked(file()), isLocked(lock))).containsOnly(false);
    }

    /** Asks the kernel, because the JDK keeps a table of its own. */
    private static boolean isLocked(Path file) throws IOException {
        String ends = ":" + Files.getAttribute(file, "unix:ino") + " ";
        return Files.readAllLines(Path.of("/proc/locks")).stream()
                .anyMatch(line -> line.contains(" " + ProcessHandle.current().pid() + " ") && line.contains(ends));
    }

    @ParameterizedTest
    @ValueSource(strings = {"runs.ledger", "runs.ledger.lock"})
    void processThatLostALockToAnotherOneWritesNothing(String name) {
        try (FaultyDisk disk = new FaultyDisk();
                FileLedger ledger = FileLedger.open(file(), disk, 0)) {
            ledger.append(entry("a", 0));
            disk.taken(directory.resolve(name));
            assertThatThrownBy(() -> ledger.append(entry("a", 1))).hasMessageContaining("open elsewhere");
            assertThat(ledger.read("a")).hasSize(1);
            disk.heal();
            ledger.append(entry("a", 1));
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void lockWhoseFileIsRemovedIsMadeAndHeldAgainByTheNextEntry() throws IOException {
        Path lock = directory.resolve("runs.ledger.lock");
        try (FileLedger ledger = FileLedger.open(file())) {
            Files.delete(lock);
            ledger.append(entry("a", 0));
            assertThat(isLocked(lock)).isTrue();
        }
    }

    @Test
    void ledgerThatWasRefusedForItsDamageCanBeOpenedOnceItIsMended() throws IOException {
        try (FileLedger ledger = FileLedger.open(file())) {
            ledger.append(entry("a", 0));
            ledger.append(entry("a", 1));
        }
        byte[] whole = Files.readAllBytes(file());
        byte[] damaged = whole.clone();
        damaged[12] ^= 1;
        Files.write(file(), damaged);
        assertThatThrownBy(() -> FileLedger.open(file())).hasMessageContaining("damaged");
        Files.write(file(), whole);

        try (FileLedger ledger = FileLedger.open(file())) {
            assertThat(ledger.read("a")).hasSize(2);
        }
    }

    @Test
    void whatAnotherProcessWroteMeanwhileIsKept() throws IOException {
        try (FileLedger ledger = FileLedger.open(file())) {
            ledger.append(entry("a", 0));
            Files.write(file(), LedgerFrame.write(entry("b", 0)), StandardOpenOption.APPEND);
            ledger.append(entry("a", 1));
            assertThat(ledger.unfinished()).containsExactly("a", "b");
        }
        try (FileLedger ledger = FileLedger.open(file())) {
            assertThat(ledger.read("b")).hasSize(1);
            assertThat(ledger.read("a")).hasSize(2);
        }
    }

    @Test
    void longLeftoverOfACompactionThatDiedLeavesNoRest() throws IOException {
        try (FileLedger ledger = FileLedger.open(file(), 0)) {
            ledger.append(entry("done", 0));
            ledger.append(last("done", 1));
            ledger.append(entry("open", 0));
        }
        Files.writeString(directory.resolve("runs.ledger.new"), "half a line\n".repeat(100));
        FileLedger.open(file(), 0).close();

        assertThat(Files.readAllLines(file())).hasSize(1);
    }

    @Test
    void cutsOfTornEndsAreDurable() throws IOException {
        try (FileLedger ledger = FileLedger.open(file())) {
            ledger.append(entry("a", 0));
        }
        Files.writeString(file(), "0123", StandardOpenOption.APPEND);
        try (FaultyDisk disk = new FaultyDisk();
                FileLedger ledger = FileLedger.open(file(), disk, 0)) {
            assertThat(disk.durable).containsExactly("force");
            disk.full(20);
            assertThatThrownBy(() -> ledger.append(entry("a", 1))).hasMessageContaining("No space left");
            disk.heal();
            ledger.append(entry("a", 1));
            assertThat(disk.durable).containsExactly("force", "force", "force");
        }
    }

    @Test
    void lockWhoseFileIsRemovedIsTakenAnew() throws IOException {
        Path lock = directory.resolve("runs.ledger.lock");
        try (FileLedger ledger = FileLedger.open(file())) {
            Files.delete(lock);
            assertThatThrownBy(() -> FileLedger.open(file())).hasMessageContaining("open elsewhere");
            ledger.append(entry("a", 0));
            assertThat(lock).exists();
            assertThatThrownBy(() -> FileLedger.open(file())).hasMessageContaining("open elsewhere");
        }
    }

    @Test
    void processThatLostLockAndFileToAnotherOneWritesNothingMore() throws IOException {
        try (FileLedger first = FileLedger.open(file())) {
            first.append(entry("a", 0));
            byte[] stored = Files.readAllBytes(file());
            Files.delete(directory.resolve("runs.ledger.lock"));
            Files.delete(file());
            Files.write(file(), stored);
            try (FileLedger second = FileLedger.open(file())) {
                second.append(entry("a", 1));
                assertThatThrownBy(() -> first.append(entry("a", 1))).hasMessageContaining("open elsewhere");
            }
            assertThatThrownBy(() -> first.append(entry("a", 1))).isInstanceOf(LedgerTakenException.class);
            first.append(entry("a", 2));
        }
        try (FileLedger ledger = FileLedger.open(file())) {
            assertThat(ledger.read("a")).hasSize(3);
        }
    }

    @Test
    void removedOrCutFileIsWrittenAnewFromMemory() throws IOException {
        try (FileLedger ledger = FileLedger.open(file())) {
            ledger.append(entry("a", 0));
            ledger.append(entry("b", 0));
            Files.delete(file());
            ledger.append(entry("a", 1));
            Files.write(file(), new byte[0], StandardOpenOption.TRUNCATE_EXISTING);
            ledger.append(entry("a", 2));
        }
        try (FileLedger ledger = FileLedger.open(file())) {
            assertThat(ledger.read("a")).hasSize(3);
            assertThat(ledger.read("b")).hasSize(1);
        }
    }

    @Test
    void linesOfAnotherVersionArePassedOverAndSurviveACompaction() throws IOException {
        String foreign = line("{\"v\":2,\"runs\":[\"x\"],\"at\":\"2027-01-01T00:00:00Z\"}");
        String more =
                line("{\"run\":\"b\",\"position\":0,\"last\":false,\"fact\":{\"fact\":\"planned\"},\"zone\":\"2\"}");
        try (FileLedger ledger = FileLedger.open(file(), 0)) {
            ledger.append(entry("done", 0));
            ledger.append(entry("a", 0));
        }
        Files.writeString(file(), foreign + more, StandardOpenOption.APPEND);
        try (FileLedger ledger = FileLedger.open(file(), 0)) {
            assertThat(ledger.unfinished()).containsExactly("done", "a", "b");
            ledger.append(last("done", 1));
        }
        assertThatCode(() -> FileLedger.open(file(), 0).close()).doesNotThrowAnyException();

        assertThat(Files.readString(file())).contains(foreign).contains(more).doesNotContain("done");
    }

    private static String line(String json) {
        CRC32C sum = new CRC32C();
        sum.update(json.getBytes(StandardCharsets.UTF_8));
        return String.format("%08x %s\n", sum.getValue(), json);
    }
}
