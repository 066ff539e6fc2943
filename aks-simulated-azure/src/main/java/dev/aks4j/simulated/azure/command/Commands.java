package dev.aks4j.simulated.azure.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/**
 * The commands that clients run in clusters through {@code runCommand}, and the answers that a test gives to them.
 *
 * <pre>{@code
 * azure.commands().answer("helm install *", 0, "STATUS: deployed");
 * }</pre>
 *
 * <p>A command without an answer of the test is carried out if it is one of a few {@code kubectl} commands: {@code get},
 * {@code delete}, {@code version} and {@code cluster-info}, on the objects of the cluster's Kubernetes API. Any other
 * ends with exit code 1 and a log that says so. Thread-safe.
 */
public final class Commands {

    private record Answer(Pattern pattern, CommandAnswer result) {}

    private final List<Answer> answers = new CopyOnWriteArrayList<>();
    private final List<String> received = new CopyOnWriteArrayList<>();
    private final Listener listener;

    /** Makes commands without answers. */
    public Commands() {
        this((pattern, exitCode, logs, set) -> set.run());
    }

    /** Makes commands without answers, whose answers somebody hears of. */
    public Commands(Listener listener) {
        this.listener = listener;
    }

    /** Hears of an answer that is about to be set. */
    @FunctionalInterface
    public interface Listener {

        /** Called with the answer, and with what sets it. */
        void setting(String pattern, int exitCode, String logs, Runnable set);
    }

    /**
     * Sets how commands end. Of several answers for one command, the one that was added last counts.
     *
     * @param pattern the command, in which {@code *} stands for any text
     * @param exitCode the exit code
     * @param logs what it prints
     */
    public Commands answer(String pattern, int exitCode, String logs) {
        Answer answer = new Answer(compile(pattern), new CommandAnswer(exitCode, logs));
        listener.setting(pattern, exitCode, logs, () -> answers.add(0, answer));
        return this;
    }

    /** Returns the commands that were received, in order. */
    public List<String> received() {
        return List.copyOf(received);
    }

    /**
     * Carries a command out.
     *
     * @param command the command line
     * @param cluster the cluster's Kubernetes API, as an administrator sees it
     */
    public CommandAnswer run(String command, ClusterApi cluster) {
        received.add(command);
        return answers.stream()
                .filter(answer -> answer.pattern().matcher(command.strip()).matches())
                .map(Answer::result)
                .findFirst()
                .orElseGet(() -> byItself(command.strip(), cluster));
    }

    private static CommandAnswer byItself(String command, ClusterApi cluster) {
        List<String> words = new ArrayList<>(List.of(command.split("\\s+")));
        boolean plain = command.chars().noneMatch(c -> "|&;<>$`\"'".indexOf(c) >= 0);
        if (plain && words.size() > 1 && words.get(0).equals("kubectl")) {
            return new Kubectl(cluster).run(words.subList(1, words.size()));
        }
        return unknown(command);
    }

    static CommandAnswer unknown(String command) {
        return new CommandAnswer(
                1,
                String.format(
                        Locale.ROOT,
                        "simulated Azure: no answer for the command '%s'. Give one with azure.commands().answer(pattern,"
                                + " exitCode, logs); only kubectl get, delete, version and cluster-info are carried out"
                                + " without one.%n",
                        command));
    }

    private static Pattern compile(String glob) {
        StringBuilder regex = new StringBuilder();
        for (String literal : glob.strip().split("\\*", -1)) {
            regex.append(regex.length() == 0 ? "" : ".*").append(Pattern.quote(literal));
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }
}
