//! What a person may do at a site, as far as it is for the site to say.

crate::value::text_enum! {
    /// What a person may do at a site, as far as it is for the site to say.
    SiteRole {
        /// Sees credentials, people, configurations and the audit trail, and changes nothing.
        Viewer = "viewer",
        /// Sees the same; awards, revokes, records grades, refreshes, and sends records.
        Registrar = "registrar",
        /// Makes configurations and what they are made of; sees no people.
        TemplateAuthor = "template_author",
        /// Everything of the site, the roles of others included.
        SiteAdmin = "site_admin",
    }
}
