"""Given names common enough to show that a name is a person's, each once; no list is ever whole."""

from __future__ import annotations

_EVERYWHERE_WORDS = """
Aaron Adam Adrian Agnes Alan Albert Alberto Alejandra Alejandro Alexander Alexandra Alfred Alfredo Alice Alicia Amalia Amanda Amy Ana Andrea Andrés
Andrew Angela Anna Anne Annie Anthony Antonia Antonio Arthur Arturo Barbara Beatriz Benjamin Bernard Bertha Bill Bob Brenda Brian Bruce Camila Carl
Carlos Carmen Carol Caroline Catherine Cecilia César Charles Christian Christina Christine Christopher Clara Claudia Consuelo Cristina Dale Daniel
Daniela David Deborah Dennis Diana Diane Diego Dolores Donald Dorothy Edgar Edmund Eduardo Edward Edwin Eleanor Elena Elizabeth Ellen Émile Emilia
Emilio Emily Emma Enrique Eric Ernest Ernesto Esteban Eugene Eva Evelyn Federico Felipe Ferdinand Fernanda Fernando Fidel Francisco François Frank
Fred Frederick Friedrich Fritz Gabriel Gabriela Gary Gerald Gerardo Gilberto Gloria Gonzalo Gregory Guillermo Gustav Gustavo Hannah Hans Harold Harry
Heinrich Helen Henri Henry Herbert Hermann Hillary Hugo Ignacio Inés Irene Isaac Isabel Ivan Jack Jacob Jacqueline Jacques Jaime James Jane Janet
Javier Jean Jeffrey Jennifer Jeremy Jerry Jesús Jim Jimmy Joan Joaquín Joe Johann John Jonathan Jorge José Josefina Joseph Joyce Juan Juana Judith
Julia Julian Julio Jürgen Karen Karl Katherine Kathleen Keith Kenneth Kevin Klaus Kurt Larry Laura Leonardo Leticia Linda Lisa Lorenzo Louise Lucas
Lucía Ludwig Luis Luisa Lydia Manuel Manuela Marcela Marco Marcos Margaret Margarita Maria María Marie Mario Martha Martin Mary Mateo Matthew Mauricio
Max Maximilian Mercedes Michael Michel Michelle Miguel Nancy Nelson Nicholas Nicolas Nicolás Nicole Norma Octavio Oliver Oscar Otto Pablo Patricia
Patrick Paul Paula Pauline Pedro Peter Philip Pierre Rachel Rafael Ralph Ramón Raquel Raúl Raymond Rebecca Ricardo Richard Rita Robert Roberta Roberto
Rodolfo Rodrigo Roger Roland Ronald Rubén Ruth Ryan Salvador Samuel Sandra Sara Sarah Scott Sebastian Sergio Sharon Silvia Simon Simón Sofía Sophie
Stanley Stephanie Stephen Steven Susan Susana Sylvia Teresa Theodore Theresa Thomas Timothy Tomás Ursula Vicente Vladimir Walter Wilhelm William
Wolfgang Yolanda
"""
_IN_LINES_WORDS = """
Abdul Abigail Adela Adelaide Agustín Ahmed Alex Alfonso Algernon Ali Alison Allen Ambrose Amos Andres Andy Angel Ángel Ángela Ann Archibald Ashley
Augusta Auguste Aurora Barry Bartholomew Beatrice Ben Benito Bernie Beth Betty Billy Blanca Bobby Boris Brad Bradley Brandon Brendan Brett Bryan
Cameron Camilo Carolina Catalina Cathy Cesar Charlie Charlotte Chelsea Cheryl Chris Chuck Cindy Claire Colin Concepción Connie Cornelius Craig
Cristóbal Cynthia Cyrus Damien Dan Darren Dave Dean Debbie Denise Derek Dianne Dick Dmitri Don Donna Dorothea Doug Douglas Duncan Dwight Earl Ed Eddie
Edith Effie Elihu Elisa Eloísa Elvira Ephraim Erica Esperanza Ethan Ethel Eugenia Eunice Evan Eve Ezra Fabiola Florence Frances Franklin Gavin Geoff
Geoffrey George Gerard Gertrude Gideon Gina Giovanni Giuseppe Glen Glenn Gordon Graciela Graham Greg Guadalupe Harvey Hassan Hattie Hazel Heather
Hector Héctor Heidi Henrietta Hernán Hester Hilary Hiram Holly Horace Howard Hugh Humphrey Ian Ibrahim Igor Ines Isaiah Ismael Jake Jamie Jan Janice
Jared Jason Jay Jedediah Jeff Jemima Jenny Jeremiah Jesse Jessica Jesus Jill Joanna Joaquin Joel Johnny Jon Jordan Jose Josefa Joshua Josiah Judy
Julián Julie Justin Kate Kathryn Kathy Katie Kelly Ken Kerry Kim Kimberly Kirk Kirsten Kyle Lauren Laurence Lavinia Lawrence Lee Lemuel Leo Leonard
Leonor Leopold Leslie Letitia Lewis Lily Lindsey Lionel Lloyd Lois Louis Louisa Lourdes Lucinda Lucy Luke Luz Lynn Mabel Malcolm Marcelo Mariana
Mariano Marilyn Mark Marsha Marta Marvin Matt Maureen Maurice Megan Melanie Melissa Melvin Mick Mike Mikhail Mildred Millicent Minnie Mitch Mitchell
Mohamed Mohammed Molly Monica Mónica Morgan Naomi Natalie Nathan Nathaniel Neil Nellie Néstor Nick Nicola Nigel Nina Noah Nora Norman Obadiah Octavia
Olivia Omar Óscar Pamela Paolo Pat Patricio Peggy Penny Percy Pete Phil Phillip Phineas Phoebe Phyllis Pilar Ramon Randy Raul Ray Reginald Reina
Reuben Rhonda Rick Rob Robin Rocío Rod Roderick Rodney Rogelio Ron Ronnie Rosa Rosalind Rosario Rosemary Ross Roy Ruben Rudolph Rufus Russell Sally
Sam Samantha Santiago Sean Sergei Seth Shane Shannon Sheila Shirley Sidney Sigmund Silas Sofia Soledad Solomon Sophia Stacy Stan Stella Steve Stewart
Stuart Sue Suzanne Tara Ted Terence Terry Thaddeus Theodora Theophilus Tim Tina Todd Tom Tomas Tommy Tony Tracy Trevor Valentina Valerie Vanessa Vera
Veronica Victor Victoria Vilma Vincent Virgil Walt Wanda Warren Wayne Wendy Wilbur Wilfred Willie Winifred Winston Yuri Yusuf Yvonne Zachary
"""
_IN_BYLINES_WORDS = """
Achille Adalbert Adelheid Adolf Adrien Aimé Albrecht Alejo Alessandro Alexandre Alfons Alois Alphonse Amado Amélie Américo Anaïs Anatole Anneliese
Armand Arno Arnold Arsène Asunción August Augustin Augusto Aurélien Axel Baldomero Baptiste Benigno Bernadette Bernardino Bernd Bernhard Bertolt
Bettina Blaise Bruno Calixto Camille Carlo Carlota Casimiro Cécile Celia Cesare Chester Christa Cirilo Clarence Claudio Clémence Clemens Clément
Clemente Colette Corinne Cyrille Delmira Delphine Denis Désiré Detlef Didier Dietrich Domingo Dominique Eberhard Eckhard Edmond Edna Efraín Elfriede
Éliane Elias Élie Élise Eliseo Ella Éloïse Eloy Else Emil Emiliano Enrico Erwin Estelle Eugen Eugenio Eusebio Evaristo Ewald Fabien Fabrice Fanny
Faustino Félicien Felix Félix Fernand Firmin Florencio Florent Florian Francesco Francis Friederike Gaetano Gaston Gautier Gebhard Genaro Germain
Giacomo Gilbert Gilles Gottfried Gotthold Gregorio Guy Harriet Hedwig Heiner Helene Henriette Herta Hervé Hilario Hilde Hippolyte Homer Honoré Horacio
Hubert Ida Ignaz Ilse Ingeborg Irmgard Isidoro Isidro Jacinto Jakob Jérôme Johanna Joséphine Juliette Julius Justo Karoline Käthe Klara Leandro Léon
Léopold Leopoldo Lope Lothar Luc Lucien Lucile Ludovic Luigi Luise Lutz Macedonio Marcelino Margarete Marguerite Mathilde Matilde Maxime Maximiliano
Mélanie Modesto Nicanor Nicolasa Noël Norbert Octave Oskar Ottilie Pascual Paulette Pietro Pío Prosper Ramiro Raoul Raphaël Reinhard Reinhold Rémi
Remy Rémy Romain Rüdiger Rufino Rupert Santos Serafín Severo Siegfried Sigrid Solange Sylvain Teodoro Théodore Théophile Thérèse Thilo Trinidad
Tristan Tristán Umberto Valentin Valentín Valéry Victoriano Victorien Virginie Volker Waldemar Walther Wenceslao Wesley Wilhelmine Willi Wolf Yvette
Zoe
Adalid Amílcar Edgardo Humberto Ileana Jairo Karla Maribel Marisa Maritza Marlon Suyapa Wilfredo Wilmer Yesenia
"""
_IN_TEXTS_AND_BYLINES_WORDS = """
Adriana Alain Álvaro Anaïs André Andreas Anja Antoine Anton Audrey Aurélie Benoît Birgit Cédric Céline Chantal Chloé Christoph Dieter Dirk Dominik
Édouard Egon Élisabeth Élodie Émilie Emmanuel Erich Erika Ernst Étienne Eugène Fabián Fabian Franz Franziska Frédéric Geneviève Georg Georges Gérard
Gerd Gerhard Gisela Guillaume Günter Günther Gustave Hannelore Heike Heinz Hélène Helga Helmut Holger Horst Inès Íñigo Isabelle Iván Jeanne Jens
Joachim Johannes Jonas Jörg Josef Jules Julien Kai Karin Kathrin Katja Katrin Kerstin Konrad Laetitia Lars Laurent Léa Lena Lorena Lucie Lukas
Madeleine Manfred Manon Marcel Marianne Mathieu Matías Matthias Matthieu Miriam Monique Moritz Nadine Natalia Natasha Nathalie Olga Olivier Paola
Pascal Petra Philippe Quentin Rainer Ralf Renate René Rolf Rosalía Rudolf Sabine Sandrine Sebastián Sébastien Silke Simone Sonia Stefan Stéphane
Stéphanie Susanne Sven Svenja Sylvie Tanja Theodor Thibault Thierry Thorsten Timo Tobias Torsten Tyler Ulrich Ulrike Uwe Valeria Valérie Verónica
Véronique Werner Xavier Yves
"""
_IN_TEXTS_WORDS = """
Abraham Adrián Allan Anke Annette Armando Barack Bernardo Berta Brigitte Carla Christophe Claude Dilma Doris Elisabeth Elke Elsa Erik Esther Evo
Francisca Françoise Gabriele Gabriella Gertrud Helena Hilda Ingrid Isabella Juliana Karim Luiz Marc Markus Martín Martina Martine Monika Noam Noel
Ollie Osvaldo Porfirio Rafaela Rigoberta Roxana Ségolène Viktor Xiomara
Adalid Amílcar Edgardo Fátima Gladys Humberto Ileana Jairo Josué Karla Liliana Maribel Marisa Maritza Marlon Nidia Orlando Reinaldo Rigoberto Rolando
Suyapa Tania Thelma Tulio Wilfredo Wilmer Yadira Yesenia
"""
_EVERYWHERE = frozenset(_EVERYWHERE_WORDS.split())
_IN_TEXTS_AND_BYLINES = frozenset(_IN_TEXTS_AND_BYLINES_WORDS.split())

GIVEN = _EVERYWHERE | frozenset(_IN_LINES_WORDS.split())
"""Those that tell of a whole line, or of a run of words that bears only capitals, that it is a person's name."""
MORE = _IN_TEXTS_AND_BYLINES | frozenset(_IN_BYLINES_WORDS.split())
"""Others, mostly French and German: some are words or surnames too, and so count only where a name is looked for."""
FORENAMES = _EVERYWHERE | _IN_TEXTS_AND_BYLINES | frozenset(_IN_TEXTS_WORDS.split())
"""Those that are rarely anything else in any text: with one of these before it, a word with a capital is a surname."""
