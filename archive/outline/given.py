"""Given names common enough to show that a name is a person's; no list is ever whole."""

from __future__ import annotations

_WORDS = """
Aaron Adam Adrian Alan Albert Alex Alexander Alexandra Alfred Alice Alison Allen Amanda Amy Andrea Andrew Andy Angela Ann Anna Anne Annie Anthony
Arthur Ashley Barbara Barry Beatrice Ben Benjamin Bernard Bernie Beth Betty Bill Billy Bob Bobby Brad Bradley Brandon Brenda Brendan Brett Brian Bruce
Bryan Cameron Carl Carol Caroline Catherine Cathy Charles Charlie Charlotte Chelsea Cheryl Chris Christian Christina Christine Christopher Chuck Cindy
Claire Clara Colin Connie Craig Cynthia Dale Damien Dan Daniel Darren Dave David Dean Deborah Debbie Denise Dennis Derek Diana Diane Dianne Dick
Dolores Don Donald Donna Dorothy Doug Douglas Duncan Dwight Earl Ed Eddie Edgar Edith Edward Edwin Eleanor Elizabeth Ellen Emily Emma Eric Erica
Ernest Ethan Eugene Evan Eve Evelyn Florence Frances Frank Franklin Fred Frederick Gary Gavin Geoff Geoffrey George Gerald Gerard Gina Glen Glenn
Gloria Gordon Graham Greg Gregory Hannah Harold Harry Harvey Hazel Heather Heidi Helen Henry Herbert Hilary Hillary Holly Howard Hugh Ian Irene Isaac
Isabel Ivan Jack Jacob Jacqueline Jake James Jamie Jan Jane Janet Janice Jared Jason Jay Jean Jeff Jeffrey Jennifer Jenny Jeremy Jerry Jesse Jessica
Jill Jim Jimmy Joan Joanna Joe Joel John Johnny Jon Jonathan Jordan Joseph Joshua Joyce Judith Judy Julia Julian Julie Justin Karen Karl Kate
Katherine Kathleen Kathryn Kathy Katie Keith Kelly Ken Kenneth Kerry Kevin Kim Kimberly Kirk Kirsten Kurt Kyle Larry Laura Lauren Laurence Lawrence
Lee Leo Leonard Leslie Lewis Lily Linda Lindsey Lisa Lloyd Lois Louis Louise Lucas Lucy Luke Lynn Malcolm Margaret Marie Marilyn Mark Marsha Martha
Martin Marvin Mary Matt Matthew Maureen Maurice Max Megan Melanie Melissa Melvin Michael Michelle Mick Miguel Mike Mildred Mitch Mitchell Mohamed
Mohammed Molly Monica Morgan Nancy Naomi Natalie Nathan Neil Nelson Nicholas Nick Nicola Nicole Nigel Nina Noah Nora Norma Norman Oliver Olivia Oscar
Pamela Pat Patricia Patrick Paul Paula Pauline Peggy Penny Pete Peter Phil Philip Phillip Phyllis Rachel Ralph Randy Ray Raymond Rebecca Reginald
Rhonda Richard Rick Rita Rob Robert Roberta Robin Rod Rodney Roger Roland Ron Ronald Ronnie Rosa Rosemary Ross Roy Russell Ruth Ryan Sally Sam
Samantha Samuel Sandra Sara Sarah Scott Sean Sebastian Seth Shane Shannon Sharon Sheila Shirley Sidney Simon Sophia Sophie Stacy Stan Stanley Stella
Stephanie Stephen Steve Steven Stewart Stuart Sue Susan Suzanne Sylvia Tara Ted Teresa Terence Terry Theodore Theresa Thomas Tim Timothy Tina Todd Tom
Tommy Tony Tracy Trevor Valerie Vanessa Vera Veronica Victor Victoria Vincent Virgil Walter Wanda Warren Wayne Wendy Wilfred William Willie Winston
Yvonne Zachary Adela Agustín Alberto Alejandra Alejandro Alfonso Alfredo Alicia Amalia Ana Andrés Ángel Ángela Antonia Antonio Arturo Aurora Beatriz
Benito Blanca Camila Camilo Carlos Carmen Carolina Catalina Cecilia César Claudia Concepción Consuelo Cristina Cristóbal Daniela Diego Dolores Eduardo
Elena Elisa Eloísa Elvira Emilia Emilio Enrique Ernesto Esperanza Esteban Eugenia Eva Fabiola Federico Felipe Fernanda Fernando Fidel Francisco
Gabriel Gabriela Gerardo Gilberto Gonzalo Graciela Guadalupe Guillermo Gustavo Héctor Hernán Hugo Ignacio Inés Isabel Ismael Jaime Javier Jesús
Joaquín Jorge José Josefa Josefina Juan Juana Julián Julio Laura Leonardo Leonor Leticia Lorenzo Lourdes Lucía Luis Luisa Luz Manuel Manuela Marcela
Marcelo Marco Marcos Margarita María Mariana Mariano Mario Marta Mateo Mauricio Mercedes Mónica Néstor Nicolás Octavio Omar Óscar Pablo Patricio Pedro
Pilar Rafael Ramón Raquel Raúl Reina Ricardo Roberto Rocío Rodolfo Rodrigo Rogelio Rosario Rubén Salvador Santiago Sergio Silvia Simón Sofía Soledad
Susana Tomás Valentina Vicente Vilma Yolanda Jose Maria Jesus Angel Raul Hector Ines Julian Martin Ramon Ruben Sofia Tomas Cesar Joaquin Andres Oscar
Nicolas Monica Veronica Abdul Ahmed Ali Hassan Ibrahim Omar Yusuf Giovanni Giuseppe Marco Paolo Pierre Jacques François Jean Michel Hans Klaus Jürgen
Wolfgang Dmitri Igor Sergei Vladimir Yuri Mikhail Boris Abigail Adelaide Agnes Algernon Ambrose Amos Archibald Augusta Auguste Bartholomew Bertha
Cornelius Cyrus Dorothea Edmund Effie Elihu Ephraim Ethel Eunice Ezra Ferdinand Friedrich Fritz Gertrude Gideon Gustav Hattie Heinrich Henri Henrietta
Hermann Hester Hiram Horace Humphrey Isaiah Jedediah Jemima Jeremiah Johann Josiah Lavinia Lemuel Leopold Letitia Lionel Louisa Lucinda Ludwig Lydia
Mabel Maximilian Millicent Minnie Nathaniel Nellie Obadiah Octavia Otto Percy Phineas Phoebe Reuben Roderick Rosalind Rudolph Rufus Sigmund Silas
Solomon Thaddeus Theodora Theophilus Ursula Walt Wilbur Wilhelm Winifred Émile
"""
_MORE_WORDS = """
Achille Adrien Aimé Alain Alexandre Alphonse Amélie Anaïs Anatole André Antoine Armand Arsène Augustin Aurélien Baptiste Benoît Bernadette Blaise
Camille Céline Cécile Chantal Charlotte Clément Clémence Colette Corinne Cyrille Damien Delphine Denis Désiré Didier Dominique Édouard Edmond Élie
Éliane Élisabeth Élise Éloïse Emmanuel Estelle Étienne Eugène Fabien Fabrice Félicien Félix Fernand Firmin Florent Florian Francis Frédéric Gaston
Gautier Geneviève Georges Gérard Germain Gilbert Gilles Guillaume Gustave Guy Hector Hélène Henriette Hervé Hippolyte Honoré Hubert Jacqueline Jeanne
Jérôme Joséphine Jules Juliette Laurent Léon Léopold Lucien Lucile Ludovic Luc Madeleine Marcel Marguerite Mathieu Mathilde Maxime Mélanie Monique
Nathalie Noël Octave Olivier Paulette Pascal Philippe Prosper Raoul Raphaël Rémi Rémy Remy René Romain Sébastien Simone Solange Stéphane Sylvain
Sylvie Théodore Théophile Thérèse Thierry Tristan Valentin Valéry Victorien Virginie Xavier Yves Yvette Ignaz Adalbert Adelheid Adolf Albrecht Alfons
Alois Andreas Anneliese Anton Arno Arnold Arthur August Axel Bernd Bernhard Bertolt Bettina Bruno Christa Christoph Clemens Detlef Dieter Dietrich
Eberhard Eckhard Egon Elfriede Elias Else Emil Erich Erika Ernst Erwin Eugen Ewald Felix Franz Friederike Gebhard Georg Gerd Gerhard Gisela Gottfried
Gotthold Günter Günther Hannelore Hedwig Heiner Heinz Helene Helga Helmut Herta Hilde Horst Hugo Ilse Ingeborg Irmgard Jakob Jens Joachim Johanna
Johannes Josef Julius Karin Karoline Käthe Klara Konrad Lothar Luise Lutz Manfred Margarete Marianne Matthias Moritz Norbert Oskar Ottilie Peter
Rainer Ralf Reinhard Reinhold Renate Robert Rolf Rosa Rudolf Rüdiger Siegfried Sigrid Stefan Susanne Theodor Thilo Ulrich Ulrike Ursula Uwe Volker
Waldemar Walther Werner Wilhelmine Willi Wolf Alejo Amado Américo Arturo Asunción Baldomero Benigno Bernardino Calixto Carlota Casimiro Celia Cirilo
Claudio Clemente Delmira Domingo Efraín Eliseo Eloy Emiliano Eugenio Eusebio Evaristo Faustino Félix Florencio Genaro Gregorio Hilario Horacio Isidro
Isidoro Jacinto Justo Leandro Leopoldo Lope Macedonio Marcelino Matilde Maximiliano Modesto Nicanor Nicolasa Olga Pascual Pío Ramiro Rosalía Rubén
Rufino Santos Serafín Severo Teodoro Trinidad Tristán Valentín Victoriano Wenceslao Alessandro Antonio Carlo Cesare Enrico Francesco Gaetano Giacomo
Luigi Mario Pietro Umberto Augusto Ella Fanny Clarence Chester Edna Zoe Ida Harriet Ambrose Rupert Homer Wesley
"""
GIVEN = frozenset(_WORDS.split())
"""English and Spanish ones, that are hardly ever anything else."""
MORE = frozenset(_MORE_WORDS.split())
"""Others, mostly French and German: some are words or surnames too, and so count only where a name is looked for."""
