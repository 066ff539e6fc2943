/**
 * aks4j in a Spring Boot 4 service. With {@code aks4j.subscriptions.<name>.id} set there is a bean {@link
 * dev.aks4j.core.Aks} for each subscription, and one {@link dev.aks4j.core.AksClients}; {@link
 * dev.aks4j.spring.AksProperties} has the settings.
 *
 * <p>Come here when your service is a Spring Boot application.
 */
@NullMarked
package dev.aks4j.spring;

import org.jspecify.annotations.NullMarked;
