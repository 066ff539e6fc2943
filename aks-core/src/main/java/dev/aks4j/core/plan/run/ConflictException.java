package dev.aks4j.core.plan.run;

import dev.aks4j.core.internal.plan.kind.PropertyText;
import dev.aks4j.core.internal.plan.kind.Recognition;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.Difference;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Somebody else changed a resource between the plan and the write. Nothing was overwritten. The message shows, for each
 * property, what the plan saw, what is there now, and what the spec says. Immutable.
 */
public final class ConflictException extends AksException {

    private static final long serialVersionUID = 1L;

    private final transient Address address;
    private final transient List<Difference> planned;
    private final transient List<Difference> found;

    /**
     * Creates an exception.
     *
     * @param address the resource
     * @param planned the differences that the plan was made on
     * @param found the differences that are there now
     */
    public ConflictException(Address address, List<Difference> planned, List<Difference> found) {
        this(address, planned, found, render(address, planned, found));
    }

    private ConflictException(Address address, List<Difference> planned, List<Difference> found, String message) {
        super(message);
        this.address = address;
        this.planned = List.copyOf(planned);
        this.found = List.copyOf(found);
    }

    /** Returns the conflict of a resource that came or went between the plan and the write. */
    public static ConflictException about(Address address, String what) {
        return new ConflictException(
                address,
                List.of(),
                List.of(),
                address + " " + what + " after the plan was made. Nothing was overwritten. Make a new plan.");
    }

    /** Returns the conflict of a resource that somebody else created in the moment before ours was written. */
    public static ConflictException overwritten(Address address) {
        return new ConflictException(
                address,
                List.of(),
                List.of(),
                address
                        + " was created by somebody else in the moment before this run wrote it, and the write went over"
                        + " theirs: Azure takes no condition for this type that would have kept it from that. Find out in"
                        + " the activity log whose it was and what it held, set that right, and make a new plan.");
    }

    /** Returns the conflict of a resource that is no longer the one that the plan saw, or no longer held by that. */
    public static ConflictException unknown(Address address, Difference known, Json now) {
        String what = known.reason().equals("marked")
                ? "lost our mark (" + PropertyText.property(known.path()) + ")"
                : (known.path().startsWith(Recognition.HOLDER)
                                ? "is not where it was: what holds it was removed and created again ("
                                : "was removed and created again (")
                        + PropertyText.property(known.path()) + " was "
                        + PropertyText.value(address, known.path(), known.before(), now) + " and is "
                        + PropertyText.value(address, known.path(), now, known.before()) + ")";
        return new ConflictException(
                address,
                List.of(known),
                List.of(new Difference(known.path(), now, known.after(), known.change(), known.reason())),
                address + " " + what + " after the plan was made. Nothing was changed or removed. Make a new plan.");
    }

    /** Returns the resource. */
    public Address address() {
        return address;
    }

    /** Returns the differences that the plan was made on. */
    public List<Difference> planned() {
        return planned;
    }

    /** Returns the differences that are there now. */
    public List<Difference> found() {
        return found;
    }

    private static String render(Address address, List<Difference> planned, List<Difference> found) {
        String lines = found.stream()
                .map(now -> "\n  " + PropertyText.property(now.path()) + ": planned on "
                        + planned.stream()
                                .filter(then -> then.path().equals(now.path()))
                                .findFirst()
                                .map(then -> PropertyText.value(address, now.path(), then.before(), now.before()))
                                .orElse("the declared value")
                        + ", found " + PropertyText.value(address, now.path(), now.before(), now.after())
                        + ", declared "
                        + PropertyText.value(address, now.path(), now.after(), now.before()))
                .collect(Collectors.joining());
        return address + " was changed by somebody else after the plan was made:" + lines
                + "\nNothing was overwritten. Make a new plan and look at it.";
    }
}
