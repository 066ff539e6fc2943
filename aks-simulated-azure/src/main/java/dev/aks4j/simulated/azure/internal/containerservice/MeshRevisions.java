package dev.aks4j.simulated.azure.internal.containerservice;

import dev.aks4j.simulated.azure.internal.known.KnownFact;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The revisions of the Istio add-on, by the support policy of May 2026: until when new installations may have them, and
 * with which minors of Kubernetes 1.x they go. Of the latest only the dates were published. The two newest are always there.
 */
public final class MeshRevisions {

    private static final Pattern FORM = Pattern.compile("asm-1-(\\d+)");

    /**
     * A revision.
     *
     * @param minor its minor: 27 of asm-1-27
     * @param oldest the oldest minor of Kubernetes that it goes with
     * @param newest the newest one
     * @param published whether these two were published, and not concluded from the others
     * @param end its last day
     */
    public record Revision(int minor, int oldest, int newest, boolean published, LocalDate end) {

        /** Returns its name. */
        public String name() {
            return "asm-1-" + minor;
        }
    }

    private static final List<Revision> ALL = KnownFact.about("mesh").stream()
            .map(fact -> new Revision(
                    minor(fact.key()).orElseThrow(),
                    Integer.parseInt(fact.words().get(1)),
                    Integer.parseInt(fact.words().get(2)),
                    fact.words().get(3).equals("published"),
                    LocalDate.parse(fact.words().get(0))))
            .toList();

    private MeshRevisions() {}

    /** Returns what new installations may have at an instant, oldest first. */
    public static List<Revision> offered(Instant now) {
        LocalDate today = now.atOffset(ZoneOffset.UTC).toLocalDate();
        int always = ALL.size() - 2;
        return ALL.stream()
                .filter(each -> ALL.indexOf(each) >= always || !today.isAfter(each.end()))
                .toList();
    }

    /** Finds a revision by its name. */
    public static Optional<Revision> find(String name) {
        return minor(name)
                .flatMap(minor ->
                        ALL.stream().filter(each -> each.minor() == minor).findFirst());
    }

    /** Returns the minor in a name, if it has the form of one. */
    public static Optional<Integer> minor(String name) {
        Matcher matcher = FORM.matcher(name);
        return matcher.matches() ? Optional.of(Integer.valueOf(matcher.group(1))) : Optional.empty();
    }
}
