package dev.aks4j.core.plan;

/** What has to happen to a resource so that its spec becomes true, from the gentlest to the impossible. */
public enum Change {
    /** Nothing: the resource is as the spec says. */
    NONE,
    /** The resource does not exist and is created. */
    CREATE,
    /** The resource is changed in place. */
    UPDATE,
    /** The resource is replaced without losing capacity: a new one beside it, work moved over, the old one removed. */
    ROTATE,
    /** The resource is removed and created again; what it held is lost. Never done unless the caller allows it. */
    RECREATE,
    /** Azure has no way from what is to what should be. The plan cannot be applied. */
    FORBIDDEN,
    /** The resource is removed. */
    REMOVE
}
