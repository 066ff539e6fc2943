package io.netty;

/** Stands in for a class of netty, which is banned from the class path, so that the rule against it can be seen to fail. */
public final class Channel {
    private Channel() {}
}
