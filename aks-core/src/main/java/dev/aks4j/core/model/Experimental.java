package dev.aks4j.core.model;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks what is young: it works and is tested, but its names, its signatures, or what it writes down may change in any
 * release, without a deprecated form in between. What is not marked changes only with a major version, after it was
 * {@code @Deprecated} in a minor one. On a type it goes for all members. The dump of the public API shows it.
 *
 * <pre>{@code
 * @Experimental
 * public final class FleetRollouts { … }
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.CONSTRUCTOR, ElementType.FIELD})
public @interface Experimental {}
