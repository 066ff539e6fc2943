package dev.aks4j.tests.run.kill;

import dev.aks4j.core.plan.run.RunState;
import dev.aks4j.simulated.azure.log.RecordedRequest;
import dev.aks4j.tests.run.hand.Act;
import dev.aks4j.tests.run.hand.Hand;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Kills processes, lets others carry on, and compares what is left with a story in which nobody died. Thread-safe. */
final class Judge {

    private final Story story;
    private final Jvm jvm;
    private final Path folder;
    private final Untouched untouched;

    private Judge(Story story, Jvm jvm, Path folder, Untouched untouched) {
        this.story = story;
        this.jvm = jvm;
        this.folder = folder;
        this.untouched = untouched;
    }

    /** Lets a process do the story undisturbed, so that it is known how long it lives. */
    static Judge of(Story story, Jvm jvm, Path folder) throws IOException, InterruptedException {
        return of(story, jvm, folder, cell -> cell.work(Kill.NEVER));
    }

    /** Does the story in this process. */
    static Judge here(Story story, Jvm jvm, Path folder) throws IOException, InterruptedException {
        return of(story, jvm, folder, Cell::workHere);
    }

    private interface Life {
        Death in(Cell cell) throws IOException, InterruptedException;
    }

    private static Judge of(Story story, Jvm jvm, Path folder, Life life) throws IOException, InterruptedException {
        try (Cell cell = new Cell(story, jvm, folder.resolve("untouched-" + story.name()))) {
            Death death = life.in(cell);
            if (death.code() != 0 || !death.said(WorkingProcess.WORKED) || cell.unfinishedRuns() > 0) {
                throw new AssertionError("Nobody was killed, and yet: " + death + "\n" + cell.errors());
            }
            List<String> writes = Sent.accepted(cell.writes());
            return new Judge(story, jvm, folder, new Untouched(writes, cell.state(), death.entries(), death.millis()));
        }
    }

    Untouched untouched() {
        return untouched;
    }

    /** Fails if two runs in which nobody died are not the same; then nothing could be said of others. */
    void requireSame(Judge other) {
        if (!untouched.state().equals(other.untouched.state())
                || !story.inOrder(untouched.writes()).equals(story.inOrder(other.untouched.writes()))) {
            throw new AssertionError("Two runs in which nobody died differ: " + difference(other.untouched.state()));
        }
    }

    /** Kills one process, and judges what another one makes of it. */
    Row judge(Kill kill) {
        long from = System.nanoTime();
        List<String> wrong = new ArrayList<>();
        Verdict verdict = Verdict.WRONG;
        try (Cell cell = new Cell(
                story, jvm, folder.resolve(story.name() + "-" + kill.toString().replace(' ', '-')))) {
            Death first = cell.work(kill);
            verdict = before(cell, first);
            if (!first.wasKilled() && !(first.code() == 0 && verdict == Verdict.ALREADY_FINISHED)) {
                wrong.add("the first process ended with " + first.code() + "\n" + cell.errors());
            }
            Death second = cell.carryOn();
            carriedOn(verdict, second, wrong);
            after(cell, wrong);
            if (!wrong.isEmpty()) {
                wrong.add(first + ", then " + second + "\n" + cell.errors());
            }
        } catch (IOException | RuntimeException | AssertionError e) {
            wrong.add(e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            wrong.add(e.toString());
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - from);
        return new Row(story.name(), kill, wrong.isEmpty() ? verdict : Verdict.WRONG, List.copyOf(wrong), millis);
    }

    /** Kills one process, lets somebody else act, and judges what another process makes of it. */
    Row judge(Kill kill, Act act) {
        long from = System.nanoTime();
        List<String> wrong = new ArrayList<>();
        String name = story.name() + ", then somebody " + act.name().toLowerCase(Locale.ROOT) + ",";
        try (Cell cell = new Cell(
                story,
                jvm,
                folder.resolve(story.name() + "-" + act + "-" + kill.toString().replace(' ', '-')))) {
            Death first = cell.work(kill);
            int before = cell.writes().size();
            Hand hand = cell.act(act);
            int after = cell.writes().size();
            Death second = cell.recover();
            if (second.code() != 0) {
                wrong.add(first + ", then " + second + "\n" + cell.errors());
            }
            List<RecordedRequest> all = cell.writes();
            List<RecordedRequest> ours = new ArrayList<>(all.subList(0, before));
            ours.addAll(all.subList(after, all.size()));
            hand.doubled(ours).forEach(write -> wrong.add("doubled: " + write));
            wrong.addAll(hand.harmed());
            cell.rest(Duration.ofHours(1));
            cell.unfinishedOperations().forEach(operation -> wrong.add("lost: nobody waited for " + operation));
            cell.left().stream()
                    .filter(run ->
                            run.state() != RunState.FAILED || run.lastFailure().isEmpty())
                    .filter(run -> act != Act.STOPS || run.state() != RunState.INTERRUPTED)
                    .forEach(run -> wrong.add("lost: " + run));
            cell.outOfSkew().forEach(node -> wrong.add("out of skew: " + node));
        } catch (IOException | RuntimeException | AssertionError e) {
            wrong.add(e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            wrong.add(e.toString());
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - from);
        return new Row(name, kill, wrong.isEmpty() ? Verdict.UNHARMED : Verdict.WRONG, List.copyOf(wrong), millis);
    }

    /** Returns how things stand between the two processes. */
    private static Verdict before(Cell cell, Death first) throws IOException {
        if (cell.unfinishedRuns() > 0) {
            return Verdict.RESUMED;
        }
        return Sent.accepted(cell.writes()).isEmpty() && !first.said(WorkingProcess.WORKED)
                ? Verdict.NOT_STARTED
                : Verdict.ALREADY_FINISHED;
    }

    private static void carriedOn(Verdict verdict, Death second, List<String> wrong) {
        String resumed = WorkingProcess.RESUMED + (verdict == Verdict.RESUMED ? 1 : 0);
        String then = verdict == Verdict.NOT_STARTED ? WorkingProcess.WORKED : WorkingProcess.NOTHING_LEFT;
        if (second.code() != 0 || !second.said(resumed) || !second.said(then)) {
            wrong.add("the second process did not say \"" + resumed + "\" and \"" + then + "\"");
        }
    }

    private void after(Cell cell, List<String> wrong) throws IOException {
        if (cell.unfinishedRuns() > 0) {
            wrong.add("the ledger still holds a run");
        }
        cell.unfinishedOperations().forEach(operation -> wrong.add("nobody waited for " + operation));
        Sent.again(cell.writes()).forEach(write -> wrong.add("sent again: " + write));
        List<String> accepted = Sent.accepted(cell.writes());
        if (!story.inOrder(accepted).equals(story.inOrder(untouched.writes()))) {
            wrong.add("Azure accepted " + accepted + " instead of " + untouched.writes());
        }
        cell.outOfSkew().forEach(node -> wrong.add("out of skew: " + node));
        List<String> state = cell.state();
        if (!state.equals(untouched.state())) {
            wrong.add(difference(state));
        }
    }

    /** Tells what differs, piece by piece, because whole documents are long. */
    private String difference(List<String> state) {
        return "there is " + without(state, untouched.state()) + "\n      instead of "
                + without(untouched.state(), state);
    }

    private static TreeSet<String> without(List<String> all, List<String> others) {
        TreeSet<String> left = pieces(all);
        left.removeAll(pieces(others));
        return left;
    }

    private static TreeSet<String> pieces(List<String> documents) {
        return documents.stream()
                .flatMap(document -> Stream.of(document.split("(?<=,)")))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
