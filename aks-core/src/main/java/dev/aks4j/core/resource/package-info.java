/**
 * Come here to teach the library an Azure resource that is one document: a spec extends {@link
 * dev.aks4j.core.resource.ArmSpec}, and an {@link dev.aks4j.core.resource.ArmType} says how its document looks, what it
 * needs and what never changes. Comparing, writing, reading back and removing follow from that.
 */
@NullMarked
package dev.aks4j.core.resource;

import org.jspecify.annotations.NullMarked;
