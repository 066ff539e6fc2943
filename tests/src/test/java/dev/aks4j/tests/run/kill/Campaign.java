package dev.aks4j.tests.run.kill;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Many cells, some at a time, because most of a cell's time is waiting. */
final class Campaign {

    private final Path folder;
    private final Jvm jvm;
    private final int atOnce;
    private final List<Row> rows = new ArrayList<>();

    Campaign(Path folder, int atOnce) {
        this.folder = folder;
        this.atOnce = atOnce;
        this.jvm = new Jvm(folder);
    }

    /** Makes the starts of JVMs cheaper. Worth it for more than twenty. */
    void archive() throws Exception {
        try (Cell cell = new Cell(new BaselineStory(), jvm, folder.resolve("archive"))) {
            Death death = cell.workAndList();
            if (death.code() != 0) {
                throw new AssertionError(death + "\n" + cell.errors());
            }
        }
        jvm.archive(folder.resolve("archive.txt"));
    }

    /** Does a story undisturbed in this process. */
    Judge judge(Story story) throws Exception {
        return Judge.here(story, jvm, folder);
    }

    /** Lets as many processes as later do a story undisturbed at the same time; one of middle length stands for all. */
    Judge judgeUnderLoad(Story story) throws Exception {
        List<Judge> judges = new ArrayList<>(all(IntStream.range(0, atOnce)
                .mapToObj(number -> (Work<Judge>) () -> Judge.of(story, jvm, folder.resolve("judge-" + number)))
                .toList()));
        judges.forEach(judge -> judge.requireSame(judges.get(0)));
        judges.sort(Comparator.comparing(judge -> judge.untouched().millis()));
        return judges.get(judges.size() / 2);
    }

    void kill(Judge judge, List<Kill> kills) throws Exception {
        kill(kills.stream().map(kill -> () -> judge.judge(kill)));
    }

    /** Does cells of any stories side by side. */
    void kill(Stream<Supplier<Row>> cells) throws Exception {
        rows.addAll(all(cells.map(cell -> (Work<Row>) cell::get).toList()));
    }

    List<Row> rows() {
        return rows;
    }

    /** Returns a kill before and one after each entry is stored. */
    static List<Kill> atEachEntry(Judge judge) {
        return IntStream.range(0, judge.untouched().entries().size())
                .boxed()
                .flatMap(entry -> Stream.of(Kill.before(entry), Kill.after(entry)))
                .toList();
    }

    /** Returns a kill before each of so many requests. */
    static List<Kill> beforeRequests(int requests) {
        return IntStream.range(0, requests).mapToObj(Kill::beforeExchange).toList();
    }

    /** Returns random kills, one in each of equal parts of a process's life, from the start of its JVM on. */
    static List<Kill> atInstants(Judge judge, int number, Random random) {
        double part = (double) judge.untouched().millis() / number;
        return IntStream.range(0, number)
                .mapToObj(at -> Kill.at((long) ((at + random.nextDouble()) * part)))
                .toList();
    }

    private interface Work<T> {
        T done() throws Exception;
    }

    private <T> List<T> all(List<Work<T>> works) throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(atOnce);
        try {
            List<Future<T>> futures = new ArrayList<>();
            works.forEach(work -> futures.add(threads.submit(work::done)));
            List<T> done = new ArrayList<>();
            for (Future<T> future : futures) {
                done.add(future.get());
            }
            return done;
        } finally {
            threads.shutdownNow();
        }
    }
}
