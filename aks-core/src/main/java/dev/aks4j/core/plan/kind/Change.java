package dev.aks4j.core.plan.kind;

/** What has to happen to a resource so that its spec becomes true, from the gentlest to the impossible. */
public enum Change {
    /** Nothing: the resource is as the spec says. */
    NONE("keep", " "),
    /** The resource does not exist and is created. */
    CREATE("create", "+"),
    /** The resource is changed in place. */
    UPDATE("update", "~"),
    /** The resource is replaced without losing capacity: a new one beside it, work moved over, the old one removed. */
    ROTATE("rotate", "~"),
    /** The resource is removed and created again; what it held is lost. Never done unless the caller allows it. */
    RECREATE("recreate", "-/+"),
    /** Azure has no way from what is to what should be. The plan cannot be applied. */
    FORBIDDEN("forbid", "!"),
    /** The resource is removed. */
    REMOVE("remove", "-");

    private final String verb;
    private final String mark;

    Change(String verb, String mark) {
        this.verb = verb;
        this.mark = mark;
    }

    /** Returns the sign for it in plans. */
    public String mark() {
        return mark;
    }

    /** Returns the word for it in messages. */
    public String verb() {
        return verb;
    }
}
